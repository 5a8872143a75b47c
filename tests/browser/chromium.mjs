// SPDX-License-Identifier: GPL-2.0-only
//
// Drives a headless Chromium by its debugging protocol over a pipe, with node's own library alone.
// Each Tab is a page of its own that notes what a reader would never see: messages, exceptions,
// dialogs and requests.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ANSWER_TIMEOUT_MS = 120000;

export class Browser {
	#next = 1;
	#waiting = new Map();
	#tabs = new Map();
	#said = '';

	constructor(program) {
		this.folder = mkdtempSync(join(tmpdir(), 'tracetoll-browser.'));
		// Root and namespaces leave no place for its sandbox; the pages are our own.
		this.process = spawn(
			program,
			[
				'--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
				'--hide-scrollbars', '--no-first-run', '--disable-extensions',
				'--disable-background-networking', '--force-color-profile=srgb',
				'--font-render-hinting=none', `--user-data-dir=${this.folder}`,
				'--remote-debugging-pipe', 'about:blank',
			],
			{ stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
		);
		this.process.stderr.on('data', (data) => {
			this.#said = (this.#said + data).slice(-4000);
		});
		this.process.on('error', (error) => this.#give_up(`cannot be started: ${error.message}`));
		this.process.on('exit', (code, signal) =>
			this.#give_up(`ended (${signal ?? code}): ${this.#said}`));
		// What is written to a browser that has just died is told by its end.
		this.process.stdio[3].on('error', () => {});
		this.#read();
	}

	#give_up(why) {
		this.gone = why;
		for (const { reject } of this.#waiting.values())
			reject(new Error(`the browser ${why}`));
		this.#waiting.clear();
	}

	#read() {
		let parts = [];

		this.process.stdio[4].on('data', (data) => {
			let start = 0;
			let end;

			while ((end = data.indexOf(0, start)) !== -1) {
				parts.push(data.subarray(start, end));
				this.#take(JSON.parse(Buffer.concat(parts).toString()));
				parts = [];
				start = end + 1;
			}
			parts.push(data.subarray(start));
		});
	}

	#take(message) {
		const waiting = this.#waiting.get(message.id);

		if (waiting) {
			this.#waiting.delete(message.id);
			if (message.error)
				waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
			else
				waiting.resolve(message.result);
		} else if (message.method) {
			this.#tabs.get(message.sessionId)?.note(message.method, message.params);
		}
	}

	send(method, params = {}, sessionId = undefined) {
		const id = this.#next++;

		return new Promise((resolve, reject) => {
			if (this.gone) {
				reject(new Error(`the browser ${this.gone}`));
				return;
			}
			const timer = setTimeout(() => {
				this.#waiting.delete(id);
				reject(new Error(`${method} was not answered in ${ANSWER_TIMEOUT_MS / 1000} s`));
			}, ANSWER_TIMEOUT_MS);
			const done = (settle) => (value) => {
				clearTimeout(timer);
				settle(value);
			};

			this.#waiting.set(id, { method, resolve: done(resolve), reject: done(reject) });
			this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
		});
	}

	async tab() {
		const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
		const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
		const tab = new Tab(this, targetId, sessionId);

		this.#tabs.set(sessionId, tab);
		for (const domain of ['Page', 'Runtime', 'Log', 'Network'])
			await tab.send(`${domain}.enable`);
		return tab;
	}

	async version() {
		return (await this.send('Browser.getVersion')).product;
	}

	async close() {
		const ended = new Promise((resolve) => this.process.on('exit', resolve));

		if (!this.gone) {
			this.send('Browser.close').catch(() => {});
			setTimeout(() => this.process.kill('SIGKILL'), 5000).unref();
			await ended;
		}
		rmSync(this.folder, { recursive: true, force: true });
	}
}

export class Tab {
	#loaded = () => {};

	constructor(browser, targetId, sessionId) {
		this.browser = browser;
		this.targetId = targetId;
		this.sessionId = sessionId;
		this.forget();
	}

	// What was noted so far is of no interest any more.
	forget() {
		this.messages = [];
		this.dialogs = [];
		this.requests = [];
	}

	send(method, params) {
		return this.browser.send(method, params, this.sessionId);
	}

	note(method, params) {
		switch (method) {
		case 'Page.loadEventFired':
			this.#loaded();
			break;
		case 'Runtime.consoleAPICalled':
			this.messages.push(`console.${params.type}: ` +
				params.args.map((each) => each.value ?? each.description).join(' '));
			break;
		case 'Runtime.exceptionThrown':
			this.messages.push(`exception: ${params.exceptionDetails.exception?.description ??
				params.exceptionDetails.text}`);
			break;
		case 'Log.entryAdded':
			this.messages.push(`${params.entry.source} ${params.entry.level}: ${params.entry.text}`);
			break;
		case 'Page.javascriptDialogOpening':
			this.dialogs.push(params.message);
			this.send('Page.handleJavaScriptDialog', { accept: false }).catch(() => {});
			break;
		case 'Network.requestWillBeSent':
			this.requests.push(params.request.url);
			break;
		}
	}

	// Loads a page. What was noted before is forgotten.
	async open(url) {
		const loaded = new Promise((resolve, reject) => {
			const timer = setTimeout(() => reject(new Error(`${url} did not load in 60 s`)), 60000);

			this.#loaded = () => {
				clearTimeout(timer);
				resolve();
			};
		});

		this.forget();
		this.url = url;
		const { errorText } = await this.send('Page.navigate', { url });
		if (errorText)
			throw new Error(`${url}: ${errorText}`);
		await loaded;
	}

	// A desktop's window, or below 500 px a phone's.
	async size(width, height) {
		await this.send('Emulation.setDeviceMetricsOverride', {
			width, height, deviceScaleFactor: 1, mobile: width < 500,
		});
	}

	// @scheme: light or dark; @media: screen or print
	async appearance(scheme, media = 'screen') {
		await this.send('Emulation.setEmulatedMedia', {
			media, features: [{ name: 'prefers-color-scheme', value: scheme }],
		});
	}

	async scripts(allowed) {
		await this.send('Emulation.setScriptExecutionDisabled', { value: !allowed });
	}

	// What the function gives in the page, for values that JSON has.
	async call(body, ...values) {
		return this.evaluate(`(${body})(...${JSON.stringify(values)})`);
	}

	async evaluate(expression) {
		const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
			expression, returnByValue: true, awaitPromise: true,
		});

		if (exceptionDetails)
			throw new Error(`in the page: ${exceptionDetails.exception?.description ??
				exceptionDetails.text}`);
		return result.value;
	}

	// The whole page from top to bottom, or the part that fits into a picture.
	async screenshot() {
		const { cssContentSize } = await this.send('Page.getLayoutMetrics');
		const { data } = await this.send('Page.captureScreenshot', {
			format: 'png', captureBeyondViewport: true,
			clip: { x: 0, y: 0, width: cssContentSize.width, height: Math.min(cssContentSize.height, 16000), scale: 1 },
		});

		return Buffer.from(data, 'base64');
	}

	// On A4, with the colours that the page wants.
	async pdf() {
		const { data } = await this.send('Page.printToPDF', {
			paperWidth: 8.27, paperHeight: 11.69, preferCSSPageSize: true, printBackground: true,
		});

		return Buffer.from(data, 'base64');
	}

	async close() {
		await this.browser.send('Target.closeTarget', { targetId: this.targetId });
	}
}
