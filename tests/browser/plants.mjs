// SPDX-License-Identifier: GPL-2.0-only
//
// plants.mjs FOLDER [AXE]: each look must find the fault that is planted for it in a page that it
// finds nothing in. Exit status 1: one does not. AXE is axe-core's file.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Browser } from './chromium.mjs';
import * as looks from './looks.mjs';

const [folder, axe_file] = process.argv.slice(2);

// A page with one of each thing that is looked at. A plant replaces a word of it.
const PAGE = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Two boards</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark }
body { margin: 1rem; font: 16px/1.4 sans-serif; color: #222; background: #fff; overflow-wrap: anywhere }
.region { overflow-x: auto }
table { border-collapse: collapse; white-space: nowrap; overflow-wrap: normal }
svg text { fill: currentColor; font-size: 12px }
.later { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #16181d } }
@media print { table { white-space: normal; font-size: 9px } .region { overflow: visible } details::details-content { content-visibility: visible; block-size: auto } }
</style></head><body>
<main><h1>Two boards</h1>
<p>A summary in plain words. <span class="later">For screen readers.</span></p>
<svg width="300" height="60" role="img" aria-label="two bars"><text x="5" y="20">first bar</text><text x="5" y="40">second bar</text></svg>
<section class="region" tabindex="0" role="region" aria-label="the table"><table><caption>Numbers</caption>
<tr><th scope="col">what</th>${'<th scope="col">a long heading of a column</th>'.repeat(12)}</tr>
<tr><th scope="row">ops1</th>${'<td><span data-at="0.0.v">12.35</span> <small>ns</small></td>'.repeat(12)}</tr>
</table></section>
<p>The fastest pays <b data-at="s.0.1.p">\u22124.2</b> % and <b data-at="d.sides.0.slope">1,234</b>, from <i data-at="0.0.or">1.50 to 2.5</i>.</p>
<details><summary>More</summary><p>What is folded away.</p></details>
</main></body></html>`;

const REPORT = { boards: [{ name: 'A', results: [{ value: 12.3456, overhead_low: 1.504, overhead_high: 2.49 }] }],
	standings: [{ places: [{ percent: 0 }, { percent: -4.2461 }] }] };
const DECOMPOSED = { sides: [{ slope: 1233.6 }] };

const in_body = (text) => (page) => page.replace('</main>', () => `${text}</main>`);
const in_style = (text) => (page) => page.replace('</style>', () => `${text}</style>`);
const instead = (old, text) => (page) => {
	if (!page.includes(old))
		throw new Error(`the page has no '${old}'`);
	return page.replace(old, () => text);
};

// WHAT: [the page with the fault, what the look says of it]
const QUIET = {
	'a message on the console': [in_body('<script>console.log("here")</script>'), /message: console.log: here/],
	'an exception': [in_body('<script>null.x</script>'), /message: exception/],
	'a dialog': [in_body('<script>alert("here")</script>'), /dialog: here/],
	'a picture from elsewhere': [in_body('<img alt="" src="http://127.0.0.1:9/x.png">'), /request: http:..127/],
	'a style from a file': [in_body('<link rel="stylesheet" href="other.css">'), /request: file:/],
	'what its own policy forbids': [(page) => in_body('<script>1</script>')(page.replace('<meta charset="utf-8">',
		'$&<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">')),
	/message: security error/],
};

const LAYOUT = {
	'no viewport': [instead('width=device-width', 'width=900'), /no <meta name="viewport">/],
	'a wide box': [in_body('<p style="width: 800px">wide</p>'), /390 px, light: the page is \d+ px wide/],
	'a wide word': [in_style('body { overflow-wrap: normal }') , null,
		in_body(`<p>${'long'.repeat(40)}</p>`), /390 px, light: the page is/],
	'one text on another': [in_body('<p style="margin-top: -1.4em">on top</p>'), /cover each other/],
	'one text of a picture on another': [instead('y="40"', 'y="24"'), /'first bar' and 'second bar' cover/],
	'one cell on another': [instead('<small>ns</small>', '<small style="position: relative; left: -3em">far</small>'), /cover each other/],
	'a picture on a text': [in_style('svg { position: relative; top: -3em }'), /cover each other/],
	'a cut text': [in_body('<p style="overflow: hidden; height: 0.6em">half of it</p>'), /'half of it' is cut off/],
	'a text with dots for its end': [in_body('<p style="overflow: hidden; width: 4em; white-space: nowrap; text-overflow: ellipsis">quite long a text</p>'), /is cut off/],
	'a text beyond its picture': [instead('<text x="5" y="40">', '<text x="270" y="40">'), /'second bar' is cut off/],
	'a text beyond its box': [in_body('<p style="width: 3em; overflow-wrap: normal; margin-bottom: 3em">unbreakable</p>'), /sticks out/],
	'small letters': [in_body('<p><small style="font-size: 8px">tiny</small></p>'), /'tiny' has letters of 8.0 px/],
	'a picture that is made small': [instead('<svg width="300" height="60"', '<svg width="200" height="40" viewBox="0 0 300 60"'), /letters of 8.0 px/],
	'a faint text of a picture': [in_style('svg text { fill: #aaa }'), /light: 'first bar' has a contrast of 2.3/],
	'a text of a picture that is faint in the dark': [in_style('svg text { fill: #444 }'), /dark: 'first bar' has a contrast of 1\.\d/],
};

const UNFOLDED = {
	'a wide box in what is folded away': [instead('<p>What is', '<p style="width: 800px">What is'), /unfolded, 390 px, light: the page is/],
};

const PRINT = {
	'a table that is cut on paper': [instead('white-space: normal; font-size: 9px', 'white-space: nowrap'), /print: of the table 'Numbers' \d+ of 12 numbers are missing/],
	'a table that is not on paper': [in_style('@media print { table { display: none } }'), /12 of 12 numbers are missing/],
	'a table that is folded away on paper': [(page) => in_body('<details><summary>T</summary><table><tr><td>98765</td></tr></table></details>')(
		page.replace('details::details-content', 'x')), /1 of 1 numbers are missing, the first is 98765/],
};

const WITHOUT_SCRIPT = {
	'a text that a script makes': [in_body('<p id="made"></p><script>document.getElementById("made").textContent = "made later"</script>'), /'made later' is not to be seen/],
	'a text that a script shows': [in_body('<p id="shown" style="display: none">shown later</p><script>document.getElementById("shown").style = ""</script>'), /'shown later' is not to be seen/],
};

const NUMBERS = {
	'a wrong number': [instead('>12.35<', '>12.34<'), /0\.0\.v is shown as '12.34', and JSON has 12.3456/],
	'a wrong sign': [instead('\u22124.2', '4.2'), /s\.0\.1\.p is shown as '4.2'/],
	'a number that JSON has not': [instead('0.0.v', '0.0.o'), /0\.0\.o is shown as '12.35', and JSON has undefined/],
	'a wrong number of the decomposition': [instead('1,234', '1,235'), /d\.sides\.0\.slope is shown as '1,235'/],
	'a wrong end of a range': [instead('1.50 to 2.5', '1.50 to 2.6'), /0\.0\.or is shown as '1.50 to 2.6', and JSON has 2.49/],
	'half a range': [instead('1.50 to 2.5', '1.50'), /0\.0\.or is shown as '1.50', which is no range/],
	'words instead of a number': [instead('>12.35<', '>many<'), /which is no number/],
	'a number that says not where it is from': [instead('<small>ns</small>', '<small>17</small>'), /'17' says not where it is from/],
};

const ACCESSIBLE = {
	'a faint text': [in_body('<p style="color: #aaa; background: #fff">faint</p>'), /light: serious: color-contrast/],
	'a text that is faint in the dark': [in_style('h1 { color: #222 }'), /dark: serious: color-contrast/],
	'a picture without words': [instead(' aria-label="two bars"', ''), /serious: svg-img-alt/],
	'no language': [instead(' lang="en"', ''), /serious: html-has-lang/],
	'a region that no key reaches': [instead(' tabindex="0"', ''), /serious: scrollable-region-focusable/],
};

const browser = new Browser(process.env.CHROMIUM);
const tab = await browser.tab();
const axe = axe_file ? readFileSync(axe_file, 'utf8') : '';
let failures = 0;
let tried = 0;

const file = join(folder, 'planted.html');

async function look(page, looking) {
	writeFileSync(file, page);
	await tab.size(1440, 900);
	await looks.open(tab, `file://${file}`);
	return looking();
}

async function every(plants, looking) {
	const before = await look(PAGE, looking);

	if (before.length > 0) {
		failures++;
		console.log(`not ok: something is found in the page without a fault: ${before.join('\n  ')}`);
	}
	for (const [what, steps] of Object.entries(plants)) {
		// A plant that needs more than one change has them one behind the other.
		const says = steps.at(-1);
		const page = steps.slice(0, -1).filter(Boolean).reduce((text, change) => change(text), PAGE);
		const found = await look(page, looking);

		tried++;
		if (found.some((each) => says.test(each)))
			continue;
		failures++;
		console.log(`not ok: ${what} is not found; what is: ${found.join('\n  ') || 'nothing'}`);
	}
}

try {
	if (axe) {
		await every(ACCESSIBLE, () => looks.accessible(tab, axe, () => {}));
	} else {
		await every(QUIET, () => looks.quiet(tab));
		await every(LAYOUT, () => looks.layout(tab));
		await every(UNFOLDED, () => looks.unfolded(tab));
		await every(PRINT, () => looks.print(tab, join(folder, 'planted.pdf')));
		await every(WITHOUT_SCRIPT, () => looks.without_script(tab));
		await every(NUMBERS, async () => (await looks.numbers(tab, REPORT, DECOMPOSED)).found);
	}
} catch (error) {
	failures++;
	console.log(`not ok: ${error.message}`);
}
await browser.close();
console.log(`${failures ? 'not ok' : 'ok'}: ${tried} faults were planted, ${failures} failures`);
process.exit(failures ? 1 : 0);
