// SPDX-License-Identifier: GPL-2.0-only
//
// What is looked at inside a page. The functions are handed to the browser as text, so each
// holds all it needs; what several need is install(), which comes first.

// Makes window.tollTest. Whoever moves anything calls its look_anew(). A text is one line of one text node: its words, where it is, and the
// region that it scrolls in.
export function install() {
	const SCROLLS = new Set(['auto', 'scroll']);

	const remember = (look) => {
		const known = new Map();

		return (element) => {
			if (!known.has(element))
				known.set(element, look(element));
			return known.get(element);
		};
	};

	// Hidden from eyes alone, for screen readers: a pixel large, or cut to nothing.
	function is_for_screen_readers(element) {
		for (let each = element; each; each = each.parentElement) {
			const style = style_of(each);

			if (style.clipPath.startsWith('inset(50%') || style.clip === 'rect(0px, 0px, 0px, 0px)' ||
			    style.clip === 'rect(1px, 1px, 1px, 1px)')
				return true;
			if (style.overflowX === 'hidden' && style.position === 'absolute' &&
			    each.offsetWidth <= 1 && each.offsetHeight <= 1)
				return true;
		}
		return false;
	}

	let region_of;
	let style_of;
	let box_of;
	let known_texts;

	function look_anew() {
		known_texts = null;
		style_of = remember((element) => {
			const { display, overflow, overflowX, overflowY, clip, clipPath, position, fontSize } = getComputedStyle(element);

			return { display, overflow, overflowX, overflowY, clip, clipPath, position, fontSize };
		});
		box_of = remember((element) => element.getBoundingClientRect());
		region_of = remember((element) => {
			if (!element || element === document.body || element === document.documentElement)
				return null;
			const style = style_of(element);

			return SCROLLS.has(style.overflowX) || SCROLLS.has(style.overflowY) ? element :
				region_of(element.parentElement);
		});
	}

	// What of the rectangle is to be seen, by all regions that it scrolls in.
	function seen_part(rectangle, region) {
		let { left, right, top, bottom } = rectangle;

		for (let each = region; each; each = region_of(each.parentElement)) {
			const box = box_of(each);

			left = Math.max(left, box.left);
			right = Math.min(right, box.right);
			top = Math.max(top, box.top);
			bottom = Math.min(bottom, box.bottom);
		}
		return { left, right, top, bottom };
	}

	// Every text that can be seen without opening or scrolling anything but regions.
	function find_texts() {
		const found = [];
		const known = new Map();
		const hidden = remember(is_for_screen_readers);
		const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
		const range = document.createRange();

		while (walker.nextNode()) {
			const node = walker.currentNode;
			const element = node.parentElement;

			if (!node.data.trim() || ['SCRIPT', 'STYLE', 'TITLE', 'NOSCRIPT', 'OPTION', 'title', 'desc']
				.includes(element.tagName))
				continue;
			if (!known.has(element)) {
				known.set(element, element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
					!hidden(element) ?
					{ region: region_of(element), font: parseFloat(style_of(element).fontSize) } : null);
			}
			const about = known.get(element);
			if (!about)
				continue;
			range.selectNodeContents(node);
			for (const box of range.getClientRects()) {
				if (box.width < 1 || box.height < 1)
					continue;
				found.push({ words: node.data.trim().replace(/\s+/g, ' '), element,
					region: about.region, font: about.font,
					left: box.left, right: box.right, top: box.top, bottom: box.bottom });
			}
		}
		return found;
	}

	function place(element) {
		const steps = [];

		for (let each = element; each && each !== document.body && steps.length < 5; each = each.parentElement)
			steps.unshift(each.tagName.toLowerCase() + (each.id ? `#${each.id}` : '') +
				(typeof each.className === 'string' && each.className ? `.${each.className.split(' ')[0]}` : ''));
		return steps.join(' ');
	}

	function shown(words) {
		return words.length > 60 ? `${words.slice(0, 57)}...` : words;
	}

	look_anew();
	window.tollTest = {
		look_anew, seen_part, place, shown,
		texts: () => known_texts ??= find_texts(),
		region_of: (element) => region_of(element),
		style_of: (element) => style_of(element),
		box_of: (element) => box_of(element),
	};
}

// Two texts that cover each other. Letters fill the middle of a line's height, so only that counts.
export function overlaps() {
	const { texts, seen_part, place, shown } = window.tollTest;
	const found = [];
	const inner = texts().map((text) => {
		const height = text.bottom - text.top;

		return { ...text, top: text.top + 0.22 * height, bottom: text.bottom - 0.18 * height };
	}).sort((one, other) => one.top - other.top);

	const cover = (one, other) =>
		Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
		Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;

	for (let i = 0; i < inner.length && found.length < 20; i++) {
		for (let j = i + 1; j < inner.length && inner[j].top < inner[i].bottom; j++) {
			const one = inner[i];
			const other = inner[j];

			if (!cover(one, other))
				continue;
			// Of different regions: what is scrolled away covers nothing.
			if (one.region !== other.region &&
			    !cover(seen_part(one, one.region), seen_part(other, other.region)))
				continue;
			found.push(`'${shown(one.words)}' and '${shown(other.words)}' cover each other ` +
				`(${place(one.element)}; ${place(other.element)}; at ${Math.round(one.left)},${Math.round(one.top)})`);
		}
	}
	return found;
}

// Texts that are cut off, or that stick out of the box that was made for them.
export function cut_texts() {
	const { texts, region_of, style_of, box_of, place, shown } = window.tollTest;
	const found = [];

	for (const text of texts()) {
		for (let box = text.element; box && box !== document.body; box = box.parentElement) {
			const style = style_of(box);
			const svg = box.tagName === 'svg';

			if (box.namespaceURI.endsWith('/svg') ? !svg : style.display === 'inline' || style.display === 'contents')
				continue;
			const edge = box_of(box);
			const hides = svg ? style.overflow !== 'visible' : ['hidden', 'clip'].includes(style.overflowX) ||
				['hidden', 'clip'].includes(style.overflowY);
			const wide = text.left < edge.left - 1.5 || text.right > edge.right + 1.5;
			// Empty room above and below letters is no loss.
			const room = 0.2 * (text.bottom - text.top);
			const high = text.top + room < edge.top || text.bottom - room > edge.bottom;

			if (hides && (wide || high)) {
				found.push(`'${shown(text.words)}' is cut off by ${place(box)}`);
				break;
			}
			if (wide && !svg && region_of(box) !== box && box.contains(text.element)) {
				found.push(`'${shown(text.words)}' sticks out of ${place(box)}`);
				break;
			}
			// Beyond its region's edge a text is only a scroll away.
			if (region_of(box) === box)
				break;
		}
		if (found.length >= 20)
			break;
	}
	return found;
}

// The page is wider than its window.
export function sideways(width) {
	const wide = document.scrollingElement.scrollWidth;
	const found = [];

	if (wide <= width)
		return found;
	found.push(`the page is ${wide} px wide in a window of ${width} px`);
	for (const element of document.body.querySelectorAll('*')) {
		const box = element.getBoundingClientRect();

		if (box.right > width + 1 && element.checkVisibility() && !window.tollTest.region_of(element.parentElement) &&
		    found.length < 5)
			found.push(`${window.tollTest.place(element)} reaches to ${Math.round(box.right)} px`);
	}
	return found;
}

// Letters that are too small to be read, as they are on the screen.
export function small_letters(least) {
	const { texts, place, shown } = window.tollTest;
	const found = [];

	for (const text of texts()) {
		const matrix = text.element.getScreenCTM?.();
		const size = text.font * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);

		if (size < least - 0.05 && found.length < 10)
			found.push(`'${shown(text.words)}' has letters of ${size.toFixed(1)} px (${place(text.element)})`);
	}
	return found;
}

// axe-core leaves texts in pictures out, so these are measured here: 4.5 to 1, by WCAG's formula.
export function faint_picture_texts(least) {
	const { texts, place, shown } = window.tollTest;
	const found = [];

	const parts = (colour) => colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
	const luminance = ([red, green, blue]) => {
		const [r, g, b] = [red, green, blue].map((each) =>
			each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4);

		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const background = (element) => {
		for (let each = element; each; each = each.parentElement) {
			const colour = parts(getComputedStyle(each).backgroundColor);

			if (colour.length < 4 || colour[3] > 0.99)
				return colour;
		}
		return [255, 255, 255];
	};

	for (const text of texts()) {
		const svg = text.element.closest('svg');

		if (!svg)
			continue;
		const one = luminance(parts(getComputedStyle(text.element).fill));
		const other = luminance(background(svg));
		const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

		if (contrast < least && found.length < 10)
			found.push(`'${shown(text.words)}' has a contrast of ${contrast.toFixed(1)} (${place(text.element)})`);
	}
	return found;
}

// A phone shows a page as wide as a desktop's unless it is told not to.
export function viewport() {
	const content = document.querySelector('meta[name=viewport]')?.content ?? '';

	return /width\s*=\s*device-width/.test(content) ? [] : ['there is no <meta name="viewport"> with width=device-width'];
}

// Everything that folds is unfolded, so that it is looked at, too.
export function unfold() {
	const folded = document.querySelectorAll('details:not([open])');

	for (const each of folded)
		each.open = true;
	return folded.length;
}

export function look_anew() {
	window.tollTest.look_anew();
}

export function words_to_read() {
	return window.tollTest.texts().filter((text) => !text.element.closest('button, input, select, label, legend, [data-script]'))
		.map((text) => text.words);
}

// The numbers of each table's cells as they are on paper, or should be. Parts of words, and what is
// as long as a word, may be broken at the end of a line, so they are left out.
export function table_words() {
	function words_of(table) {
		const walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
		const words = [];

		while (walker.nextNode()) {
			if (walker.currentNode.parentElement.closest('td'))
				words.push(...walker.currentNode.data.match(/(?<![\w.-])\d[\d.]*\d(?![\w.-])/g) ?? []);
		}
		return words.filter((word) => word.length < 12);
	}

	return [...document.querySelectorAll('table')].map((table, i) => ({
		name: table.caption?.textContent.trim().slice(0, 60) ?? `number ${i + 1}`,
		words: words_of(table),
	}));
}

export async function run_axe(left_out) {
	const rules = Object.fromEntries(left_out.map((name) => [name, { enabled: false }]));
	const { violations } = await window.axe.run(document, { resultTypes: ['violations'], rules });

	return violations.map(({ id, impact, help, nodes }) =>
		({ id, impact, help, count: nodes.length, first: String(nodes[0]?.target).slice(0, 100) }));
}
