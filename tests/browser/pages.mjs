// SPDX-License-Identifier: GPL-2.0-only
//
// pages.mjs FOLDER: looks at every page of it (NAME.html; NAME.json and NAME.decompose.json are
// what report --format json prints of the same files), and keeps pictures of each in
// FOLDER/screenshots. Exit status 1: something is wrong with one.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Browser } from './chromium.mjs';
import { each_page } from './each_page.mjs';
import * as looks from './looks.mjs';

const [folder] = process.argv.slice(2);
const pictures = join(folder, 'screenshots');

const read_json = (file) => existsSync(file) && statSync(file).size > 0 ?
	JSON.parse(readFileSync(file, 'utf8')) : null;

async function look_at(tab, name, path) {
	const keep = async (part) =>
		writeFileSync(join(pictures, `${name}-${part}.png`), await tab.screenshot());

	await tab.size(...looks.SIZES[0]);
	await tab.appearance('light');
	await looks.open(tab, `file://${path}`);
	const found = await looks.layout(tab, keep);
	const report = read_json(join(folder, `${name}.json`));
	const { count, found: wrong } = await looks.numbers(tab, report, read_json(join(folder, `${name}.decompose.json`)));

	// Files without a valid sample have none.
	if (count === 0 && report.boards.some((board) => board.results.some((row) => row.value !== null)))
		wrong.push('no number on the page says where it is from');
	found.push(...wrong, ...await looks.print(tab, join(pictures, `${name}.pdf`)));
	found.push(...await looks.unfolded(tab));
	found.push(...looks.quiet(tab));
	found.push(...await looks.without_script(tab), ...looks.quiet(tab));
	return { found, told: `${count} numbers` };
}

mkdirSync(pictures, { recursive: true });
const browser = new Browser(process.env.CHROMIUM);
const status = await each_page(browser, folder, look_at);

await browser.close();
process.exit(status);
