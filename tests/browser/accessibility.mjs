// SPDX-License-Identifier: GPL-2.0-only
//
// accessibility.mjs FOLDER AXE: axe-core finds nothing serious or critical in any page of the
// folder. What it finds moderate or minor is told. Exit status 1: it does.
import { readFileSync, statSync } from 'node:fs';

import { Browser } from './chromium.mjs';
import { each_page } from './each_page.mjs';
import * as looks from './looks.mjs';

const LARGE_BYTES = 1e6;

const [folder, axe_file] = process.argv.slice(2);
const axe = readFileSync(axe_file, 'utf8');

async function look_at(tab, name, path) {
	let told = 0;

	await tab.size(...looks.SIZES[0]);
	await looks.open(tab, `file://${path}`);
	const found = await looks.accessible(tab, axe, (line) => {
		told++;
		console.log(`# ${name}: ${line}`);
	}, statSync(path).size > LARGE_BYTES);

	return { found, told: `${told} lesser findings` };
}

const browser = new Browser(process.env.CHROMIUM);
const status = await each_page(browser, folder, look_at);

await browser.close();
process.exit(status);
