// SPDX-License-Identifier: GPL-2.0-only
//
// injection.mjs FOLDER...: pages whose strings are scripts and markup (hostile_strings.c) are
// opened, and none of it runs. Exit status 1: something did.
import { readdirSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { Browser } from './chromium.mjs';
import { quiet } from './looks.mjs';

// What the strings would make if they were read as markup.
function traces() {
	const found = [];

	// What waits for a hand is moved over and pressed, too.
	for (const element of document.querySelectorAll('a, button, summary, th, svg, text'))
		element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
	if (window.hostile !== undefined)
		found.push('a script of a string ran');
	for (const element of document.querySelectorAll('*')) {
		for (const { name, value } of element.attributes) {
			if (/^on/i.test(name))
				found.push(`<${element.tagName}> has ${name}`);
			if (/^(href|src|action|xlink:href)$/i.test(name) && /^[\s\0-\x1f]*javascript:/i.test(value))
				found.push(`<${element.tagName}> leads to a script`);
		}
		if (['IMG', 'IFRAME', 'OBJECT', 'EMBED', 'LINK', 'BASE', 'FORM'].includes(element.tagName))
			found.push(`there is an <${element.tagName}>`);
	}
	return found;
}

async function look_at(tab, path) {
	await tab.open(`file://${path}`);
	const found = await tab.call(traces);

	return [...new Set([...found, ...quiet(tab)])];
}

// A page that lets each of the strings in must be found, or nothing is proven.
const LEAKS = {
	script: ['<p><script>window.hostile=1</script></p>', /a script of a string ran/],
	handler: ['<p onmouseover="window.hostile=1">x</p>', /<P> has onmouseover/],
	picture: ['<p title=""><img src=x onerror="window.hostile=1">', /there is an <IMG>/],
	request: ['<p title=""><img src=x onerror="window.hostile=1">', /request: file:/],
	address: ['<a href="javascript:window.hostile=1">x</a>', /<A> leads to a script/],
	style: ['<style>a { } </style><script>window.hostile=1</script></style>', /a script of a string ran/],
	dialog: ['<script>alert(1)</script>', /dialog: 1/],
};

const folders = process.argv.slice(2);
const browser = new Browser(process.env.CHROMIUM);
const tab = await browser.tab();
let failures = 0;
let pages = 0;

await tab.size(1440, 900);
for (const [what, [body, says]] of Object.entries(LEAKS)) {
	const path = join(folders[0], 'leak.html');

	writeFileSync(path, `<!DOCTYPE html><html lang="en"><title>x</title><body>${body}</body></html>`);
	const found = await look_at(tab, path);

	rmSync(path);
	if (!found.some((each) => says.test(each))) {
		failures++;
		console.log(`not ok: a ${what} that is let in is not found: ${found.join('; ') || 'nothing is'}`);
	}
}
for (const folder of folders) {
	for (const file of readdirSync(folder).filter((name) => name.endsWith('.html'))) {
		const found = await look_at(tab, join(folder, file));

		pages++;
		failures += found.length;
		if (found.length > 0)
			console.log(`not ok: ${file}: ${found.slice(0, 5).join('; ')}`);
	}
}
await browser.close();
if (pages === 0)
	console.log('not ok: there is no page');
console.log(`${failures || !pages ? 'not ok' : 'ok'}: ${pages} pages with hostile strings, ${failures} failures`);
process.exit(failures || !pages ? 1 : 0);
