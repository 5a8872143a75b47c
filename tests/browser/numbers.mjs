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

// What the last step of a place is called in JSON; a range shows two.
const keys = { v: ['value'], r: ['low', 'high'], o: ['overhead'], or: ['overhead_low', 'overhead_high'] };

// BOARD.ROW.KEY, s.STANDING.PLACE.p; d. and what follows is the way through the other file. One value for each number.
function look_up(at, report, decomposed) {
	const result = /^(\d+)\.(\d+)\.(\w+)$/.exec(at);
	const place = /^s\.(\d+)\.(\d+)\.p$/.exec(at);

	if (result && Object.hasOwn(keys, result[3]))
		return keys[result[3]].map((key) => walk(report.boards, [result[1], 'results', result[2], key]));
	if (place)
		return [walk(report.standings, [place[1], 'places', place[2], 'percent'])];
	return [at.startsWith('d.') ? walk(decomposed, at.slice(2).split('.')) : undefined];
}

// What is wrong with one number; null: nothing.
function differs(text, value) {
	const shown = parse(text);

	if (shown === null)
		return 'which is no number';
	if (typeof value !== 'number')
		return `and JSON has ${JSON.stringify(value)}`;
	if (Math.abs(value - shown.value) > 0.5 * 10 ** -shown.decimals * (1 + 1e-9) + 1e-12 * Math.abs(value))
		return `and JSON has ${value}`;
	return null;
}

export function compare(numbers, report, decomposed) {
	const found = [];

	for (const { at, text } of numbers) {
		const values = look_up(at, report, decomposed);
		const texts = values.length > 1 ? text.split(' to ') : [text];
		const wrong = texts.length === values.length ?
			texts.map((each, i) => differs(each, values[i])).find((each) => each !== null) : 'which is no range';

		if (wrong !== undefined)
			found.push(`${at} is shown as '${text}', ${wrong}`);
		if (found.length >= 20)
			break;
	}
	return found;
}
