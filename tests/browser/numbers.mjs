// SPDX-License-Identifier: GPL-2.0-only
//
// Whether the numbers of a page are those that report --format json prints. Each stands in an
// element whose data-at says where it is from: docs/report-page.md.

// In the page: the numbers with their places, and those without one beside them.
export function collect() {
	const { place, shown } = window.tollTest;
	const numbers = [...document.querySelectorAll('[data-at]')].map((each) =>
		({ at: each.dataset.at, text: each.textContent }));
	const bare = [];

	for (const table of document.querySelectorAll('table')) {
		if (!table.querySelector('[data-at]'))
			continue;
		for (const cell of table.querySelectorAll('td:not([data-at])')) {
			const copy = cell.cloneNode(true);

			for (const each of copy.querySelectorAll('[data-at]'))
				each.remove();
			// A digit within a word is none of a number: "ops1", "L1I", "x=1".
			if (/(?<![^\s(\u2013])[+\-\u2212]?\d[\d.,]*(?![^\s)%\u2013])/.test(copy.textContent))
				bare.push(`'${shown(copy.textContent.trim())}' says not where it is from (${place(cell)})`);
		}
	}
	return { numbers, bare };
}

// What the page shows as a number: signs and gaps as people write them.
function parse(text) {
	const plain = text.trim().replace(/\u2212/g, '-').replace(/[\u00a0\u2009\u202f ]/g, '');
	const match = /^([+-]?)(\d[\d,]*)(?:\.(\d+))?%?$/.exec(plain);

	if (!match)
		return null;
	const decimals = match[3]?.length ?? 0;

	return { decimals, value: Number(`${match[1]}${match[2].replace(/,/g, '')}.${match[3] ?? 0}`) };
}

function walk(value, steps) {
	for (const step of steps) {
		if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step))
			return undefined;
		value = value[step];
	}
	return value;
}

// b.BOARD.ROW.KEY, s.STANDING.PLACE.KEY; d. and what follows is the way through the other file.
function look_up(at, report, decomposed) {
	const [kind, ...steps] = at.split('.');

	switch (kind) {
	case 'b':
		return /^\d+$/.test(steps[1]) ? walk(report.boards, [steps[0], 'results', ...steps.slice(1)]) :
			walk(report.boards, steps);
	case 's':
		return /^\d+$/.test(steps[1]) ? walk(report.standings, [steps[0], 'places', ...steps.slice(1)]) :
			walk(report.standings, steps);
	case 'd':
		return walk(decomposed, steps);
	}
	return undefined;
}

export function compare(numbers, report, decomposed) {
	const found = [];

	for (const { at, text } of numbers) {
		const shown = parse(text);
		const value = look_up(at, report, decomposed);

		if (shown === null)
			found.push(`${at} is shown as '${text}', which is no number`);
		else if (typeof value !== 'number')
			found.push(`${at} is shown as '${text}', and JSON has ${JSON.stringify(value)}`);
		else if (Math.abs(value - shown.value) > 0.5 * 10 ** -shown.decimals * (1 + 1e-9) + 1e-12 * Math.abs(value))
			found.push(`${at} is shown as '${text}', and JSON has ${value}`);
		if (found.length >= 20)
			break;
	}
	return found;
}
