// SPDX-License-Identifier: GPL-2.0-only
import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

// Goes through the pages of a folder. @look(tab, name, path) gives { found, told }. Returns the exit
// status: 1 when anything was found, or there is no page.
export async function each_page(browser, folder, look) {
	const pages = readdirSync(folder).filter((name) => name.endsWith('.html')).sort();
	let failures = 0;

	console.log(`# ${await browser.version()}, node ${process.version}`);
	for (const file of pages) {
		const name = basename(file, '.html');
		const path = join(folder, file);
		const begin = performance.now();
		let found;
		let told = '';

		// One page's fault must not hide what is wrong with another.
		try {
			const tab = await browser.tab();

			({ found, told } = await look(tab, name, path));
			await tab.close();
		} catch (error) {
			found = [error.message];
		}
		failures += found.length;
		for (const line of found)
			console.log(`  ${line}`);
		console.log(`${found.length ? 'not ok' : 'ok'}: ${name}, ${(statSync(path).size / 1e6).toFixed(2)} MB, ` +
			`${told}, ${((performance.now() - begin) / 1000).toFixed(1)} s`);
	}
	if (pages.length === 0)
		console.log(`not ok: there is no page in ${folder}`);
	return failures || pages.length === 0 ? 1 : 0;
}
