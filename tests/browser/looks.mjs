// SPDX-License-Identifier: GPL-2.0-only
//
// All that is looked at on one page. Each look gives a list of what is wrong, in words.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

import * as in_page from './in_page.mjs';
import { collect, compare } from './numbers.mjs';

export const SIZES = [[1440, 900], [768, 1024], [390, 844]];
export const SCHEMES = ['light', 'dark'];
const LEAST_LETTERS_PX = 9;
const LEAST_CONTRAST = 4.5;
const NUMBER = /\d[\d.]*\d/g;

const add = (found, where, complaints) => found.push(...complaints.map((each) => `${where}: ${each}`));

export async function open(tab, url) {
	await tab.open(url);
	await tab.call(in_page.install);
}

// What the page says behind the reader's back, and what it asks of others.
export function quiet(tab) {
	const found = tab.messages.map((each) => `message: ${each}`);

	found.push(...tab.dialogs.map((each) => `dialog: ${each}`));
	for (const url of tab.requests) {
		if (url.split('#')[0] !== tab.url.split('#')[0] && !url.startsWith('data:'))
			found.push(`request: ${url.slice(0, 100)}`);
	}
	return found;
}

// In all sizes and both schemes; @keep(name, png) gets a picture of each.
export async function layout(tab, keep = () => {}) {
	const found = [...await tab.call(in_page.viewport)];

	for (const [width, height] of SIZES) {
		await tab.size(width, height);
		await tab.call(in_page.look_anew);
		for (const scheme of SCHEMES) {
			const where = `${width} px, ${scheme}`;

			await tab.appearance(scheme);
			await keep(`${width}-${scheme}`, tab);
			add(found, where, await tab.call(in_page.faint_picture_texts, LEAST_CONTRAST));
			// Colours move nothing.
			if (scheme !== SCHEMES[0])
				continue;
			add(found, where, await tab.call(in_page.sideways, width));
			add(found, where, await tab.call(in_page.overlaps));
			add(found, where, await tab.call(in_page.cut_texts));
			add(found, where, await tab.call(in_page.small_letters, LEAST_LETTERS_PX));
		}
	}
	return found;
}

// The same once more with everything unfolded.
export async function unfolded(tab) {
	if (await tab.call(in_page.unfold) === 0)
		return [];
	return (await layout(tab)).map((each) => `unfolded, ${each}`);
}

// Every table is on paper, to its last number. @file: where the PDF is kept
export async function print(tab, file) {
	await tab.appearance('light', 'print');
	const tables = await tab.call(in_page.table_words);
	const found = [];

	writeFileSync(file, await tab.pdf());
	await tab.appearance('light');
	const printed = execFileSync('pdftotext', ['-layout', file, '-'], { maxBuffer: 1 << 28 }).toString()
		.match(NUMBER) ?? [];
	const count = new Map();

	for (const word of printed)
		count.set(word, (count.get(word) ?? 0) + 1);
	for (const { name, words } of tables) {
		const lost = [];

		for (const word of words) {
			const left = count.get(word) ?? 0;

			if (left <= 0)
				lost.push(word);
			count.set(word, left - 1);
		}
		if (lost.length > 0)
			found.push(`print: of the table '${name}' ${lost.length} of ${words.length} numbers are missing, the first is ${lost[0]}`);
	}
	return found;
}

// Nothing needs a script to be read. The tab's page is loaded once more, and stays so.
export async function without_script(tab) {
	await tab.size(...SIZES[0]);
	await tab.appearance('light');
	await open(tab, tab.url);
	const with_script = await tab.call(in_page.words_to_read);

	await tab.scripts(false);
	await open(tab, tab.url);
	const there = new Map();

	for (const words of await tab.call(in_page.words_to_read))
		there.set(words, (there.get(words) ?? 0) + 1);
	await tab.scripts(true);
	const found = [];

	for (const words of with_script) {
		const left = there.get(words) ?? 0;

		if (left <= 0 && found.length < 10)
			found.push(`without script '${words.slice(0, 60)}' is not to be seen`);
		there.set(words, left - 1);
	}
	return found;
}

export async function numbers(tab, report, decomposed) {
	const { numbers: shown, bare } = await tab.call(collect);

	return { count: shown.length, found: [...compare(shown, report, decomposed), ...bare.slice(0, 20)] };
}

// @axe: axe-core's text. What is less than serious is told by @tell. @brief: once, and without
// colours, which every page has the same of and which take minutes on a large one.
export async function accessible(tab, axe, tell, brief = false) {
	const found = [];
	const ways = [[SIZES[0], 'light'], [SIZES[0], 'dark'], [SIZES[2], 'light']];

	await tab.evaluate(`${axe}; 0`);
	for (const [[width, height], scheme] of brief ? ways.slice(0, 1) : ways) {
		await tab.size(width, height);
		await tab.appearance(scheme);
		const violations = await tab.call(in_page.run_axe, brief ? ['color-contrast'] : []);

		for (const { id, impact, help, count, first } of violations) {
			const line = `${width} px, ${scheme}: ${impact}: ${id}, ${help} (${count} times; ${first})`;

			if (['serious', 'critical'].includes(impact))
				found.push(line);
			else
				tell(line);
		}
	}
	return found;
}
