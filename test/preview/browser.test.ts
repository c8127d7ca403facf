/**
 * The workbench in a real browser: what a save changes on the pages, what an error says, where words come from; by keys alone, in both
 * languages.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { packageInfo } from '../../src/program/package-info.js';
import { chromiumPath, needsChromium } from '../setup/chromium.js';
import { long } from '../setup/long.js';
import { compile, main } from '../setup/run.js';
import { copySamples } from '../setup/samples.js';
import { bareWords, leftOf } from './word-words.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sample = 'wanding/qingyu-payment';
const report = `0:${sample}/stage-2/audit-report.zh-en`;
/** A guard: fifty builds and draws on a machine that is busy with other work. */
const manyMinutes = 900_000;
// On a machine that is busy with other work one test takes two minutes.
vi.setConfig({ testTimeout: 300_000 });
let place: string;
let address: string;
let child: ChildProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const said: string[] = [];

const inProject = (...parts: readonly string[]): string => join(place, 'project', ...parts);
const house = (...parts: readonly string[]): string => join(place, 'house', ...parts);
const write = (file: string, text: string): void => writeFileSync(file, text);
/** The words of the first page. */
const onFirstPage = async (): Promise<string> => (await page.locator('.sheet').first().locator('.textLayer').textContent()) ?? '';
const shows = (text: string): Promise<void> => page.locator('.textLayer', { hasText: text }).first().waitFor({ state: 'attached' });
const showsNo = (text: string): Promise<void> => page.locator('.textLayer', { hasText: text }).first().waitFor({ state: 'detached' });
const isProved = (): Promise<void> => page.locator('.proof', { hasText: /^proved$/ }).waitFor();
/** Scripts for the page stand in strings, since nothing of a browser is known to the rest of the tests; the page itself may run none. */
const becomes = async (script: string): Promise<void> => {
  while (!(await page.evaluate(script))) await page.waitForTimeout(30);
};
const focusIn = (id: string): Promise<void> => becomes(`document.activeElement?.closest('#${id}') !== null`);
const open = async (id: string): Promise<void> => {
  await page.goto('about:blank');
  await page.goto(`${address}#${encodeURIComponent(id)}`);
  await page.waitForSelector('.sheet canvas');
};
/** For the guide, where CERTPRESS_PICTURES names a folder (docs/preview.md). */
const pictured = async (name: string): Promise<void> => {
  const folder = process.env['CERTPRESS_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
};
const faults = async (): Promise<string[]> => {
  await page.evaluate(axe);
  // Only what is wrong, without a path to it: half of the time.
  const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'], selectors: false })")) as {
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html, failureSummary }) => `${html.slice(0, 120)} ${failureSummary}`)
        .join(' | ')
        .slice(0, 600)}`,
  );
};

describe.skipIf(!chromiumPath)(`in a browser${needsChromium}`, long, () => {
  beforeAll(async () => {
    await compile();
    place = realpathSync(mkdtempSync(join(tmpdir(), 'certpress-preview-')));
    await copySamples(inProject(), [sample, 'wanding/nuantu-heating']);
    mkdirSync(house('locales'), { recursive: true });
    write(inProject('certpress.yaml'), `${readFileSync(inProject('certpress.yaml'), 'utf8')}\nlayouts: ../house\n`);
    write(house('locales/zh.yaml'), 'page:\n  of: 第 {page-number} 页，共 {page-count} 页\n');
    child = spawn(process.execPath, [main, 'preview', inProject(), '--no-open'], { stdio: ['pipe', 'pipe', 'inherit'] });
    address = await new Promise<string>((resolve) => child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim())));
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' });
    page = await context.newPage();
    page.setDefaultTimeout(250_000);
    page.on('console', (message) => said.push(`${message.type()} ${message.text()} ${message.location().url}`));
    page.on('pageerror', (error) => said.push(`error ${error.message}`));
    await open(report);
  });
  afterAll(async () => {
    await browser.close();
    const ended = new Promise((resolve) => child.on('close', resolve));
    child.stdin?.end();
    await ended;
    rmSync(place, { recursive: true, force: true });
  });

  it('a label, a layout and a record that are saved are there without a reload, and the place stays', async () => {
    await page.evaluate('window.mine = true');
    const desk = page.locator('.layer .desk');
    await desk.evaluate((one) => {
      one.scrollTop = 3000;
    });
    await becomes("[...document.querySelectorAll('.sheet')].some((one) => one.offsetTop > 2500 && one.querySelector('canvas'))");
    const before = await desk.evaluate((one) => one.scrollTop);
    write(house('locales/zh.yaml'), 'page:\n  of: 此为第 {page-number} 页\n');
    await shows('此为第');
    write(house('locales/zh.yaml'), 'page:\n  of: 第 {page-number} 页，共 {page-count} 页\n');
    await showsNo('此为第');
    expect(await desk.evaluate((one) => one.scrollTop)).toBe(before);
    await desk.evaluate((one) => {
      one.scrollTop = 0;
    });
    const file = inProject(sample, 'case.yaml');
    const text = readFileSync(file, 'utf8');
    const name = /zh: (\S+有限公司)/.exec(text)?.[1] ?? '';
    expect(name).not.toBe('');
    await shows(name);
    write(file, text.replaceAll(name, name.replace('有限公司', '股份有限公司')));
    await shows(name.replace('有限公司', '股份有限公司'));
    write(file, text);
    await showsNo(name.replace('有限公司', '股份有限公司'));
    expect(await page.evaluate('window.mine')).toBe(true);
  });

  it('what is broken is said over the last good pages, with its place, and goes when it is mended', async () => {
    const before = await onFirstPage();
    const stock = readFileSync(join(packageInfo().root, 'templates/audit-report.hbs'), 'utf8');
    write(house('audit-report.hbs'), stock.replace('<section', '<sektion>\n<section'));
    await page.waitForSelector('.stale');
    const problem = page.locator('#pane-side .problem.error').first();
    const link = problem.locator('a.place');
    expect(await link.textContent()).toMatch(/^\.\.\/house\/audit-report\.hbs:\d+:\d+$/);
    const line = stock.split('\n').findIndex((one) => one.includes('<section')) + 1;
    expect(await link.getAttribute('href')).toBe(
      `vscode://file${encodeURI(house('audit-report.hbs'))}:${line}:${(stock.split('\n')[line - 1] ?? '').indexOf('<section') + 1}`,
    );
    expect(await onFirstPage()).toBe(before);
    expect(await faults()).toEqual([]);
    rmSync(house('audit-report.hbs'));
    await page.waitForSelector('.stale', { state: 'detached' });
    await page.locator('#pane-side .problem.error').first().waitFor({ state: 'detached' });
    expect(await onFirstPage()).toBe(before);
  });

  it('a click on a word says where it comes from, and a field the pages on which it is', async () => {
    await isProved();
    const client = /zh: (\S+有限公司)/.exec(readFileSync(inProject(sample, 'case.yaml'), 'utf8'))?.[1] ?? '';
    const name = page.locator('.textLayer span:not(.markedContent)', { hasText: client.slice(0, 4) }).first();
    const words = (await name.textContent()) ?? '';
    await name.click();
    const clicked = page.locator('.clicked');
    await clicked.waitFor();
    expect(await clicked.locator('blockquote').first().textContent()).toBe(words);
    const where = await clicked.locator('a.place').first().textContent();
    const [, file = '', line = ''] = /^(.*):(\d+):\d+$/.exec(where ?? '') ?? [];
    expect(file).toBe(`${sample}/case.yaml`);
    expect(readFileSync(inProject(file), 'utf8').split('\n')[Number(line) - 1]).toContain(client);
    expect(await page.locator('.textLayer .marked').count()).toBeGreaterThan(0);
    await page.locator('.fields .small').last().click();
    await page.locator('#tab-required').click();
    await page.locator('.content .small').first().click();
    await page.waitForSelector('.textLayer .marked');
  });

  it('a click on a running head, on a foot or on a picture leads to its own line', async () => {
    // Clicked before it is known where the words come from, which is worked out behind all else: answered once it is.
    const origins = '**/api/origins*';
    let letGo: () => void = () => undefined;
    const isLetGo = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(origins, async (route) => {
      await isLetGo;
      await route.continue();
    });
    await open(report);
    const second = page.locator('.sheet').nth(1);
    await second.scrollIntoViewIfNeeded();
    const clicked = page.locator('.clicked');
    const lineOf = (place: string | null): string => {
      const [, file = '', line = ''] = /^(.*):(\d+):\d+$/.exec(place ?? '') ?? [];
      const root = file.startsWith('templates/') ? packageInfo().root : inProject();
      return readFileSync(join(root, file), 'utf8').split('\n')[Number(line) - 1] ?? '';
    };
    // Above every page but the first stands the number of the report, which its record has.
    await second.locator('.textLayer span:not(.markedContent)', { hasText: 'WD-BC-2026-0093-AR2' }).first().click();
    await page.locator('#side-panel', { hasText: 'Looking' }).waitFor();
    letGo();
    await clicked.locator('a.place').first().waitFor();
    // Once none is held back any more: a request that is let go twice is an error.
    await page.unroute(origins);
    expect(await clicked.locator('a.place').first().textContent()).toMatch(/stage-2\/report\.yaml:\d+:\d+$/);
    expect(lineOf(await clicked.locator('a.place').first().textContent())).toContain('WD-BC-2026-0093-AR2');
    // Below, the number of the page.
    await second.locator('.textLayer span:not(.markedContent)', { hasText: '共' }).last().click();
    await becomes("document.querySelector('.clicked blockquote')?.textContent.includes('共')");
    expect(lineOf(await clicked.locator('a.place').last().textContent())).toContain('page.of');
    // The QR code of a certificate has no words; its line has the element. It stands at the lower left.
    await open(`0:${sample}/certificate-WD-BC-26-0093-R0.zh-en`);
    await page.locator('.textLayer').first().waitFor({ state: 'attached' });
    const { x = 0, y = 0, width = 0, height = 0 } = (await page.locator('.sheet').first().boundingBox()) ?? {};
    await becomes("document.querySelector('.fields li') !== null || (document.getElementById('tab-sources').click(), false)");
    await page.mouse.click(x + width * 0.2, y + height * 0.78);
    await becomes("document.querySelector('.clicked blockquote')?.textContent.includes('二维码')");
    expect(lineOf(await clicked.locator('a.place').last().textContent())).toContain('<qr-code');
  });

  it('the case at a glance says its states and days', async () => {
    await page.locator('.case-name').last().click();
    await page.waitForSelector('.timeline');
    expect(await page.locator('.timeline .today time').textContent()).toBe('2026-10-15');
    const days = await page.locator('.timeline time').allTextContents();
    expect(days.map((one) => one.slice(0, 10))).toEqual(days.map((one) => one.slice(0, 10)).sort());
    expect(await page.locator('.certificate').count()).toBeGreaterThan(0);
    expect(await faults()).toEqual([]);
  });

  it('a click on a blank says why nothing stands there; what a clause asks for is found in the whole case', async () => {
    // The minor nonconformity is corrected and not verified yet: the evidence of that is a blank of 20 mm beside its label.
    await open(`0:${sample}/stage-2/nonconformity-report-NC-03.zh-en`);
    await page.locator('#tab-required').click();
    const blank = page.locator('.group').first().locator('.content').first();
    expect(await blank.innerText()).toContain('5.10.2');
    await blank.getByRole('button', { name: 'Where in the whole case' }).click();
    await becomes("document.querySelectorAll('.elsewhere button').length === 3");
    await blank.locator('.page-buttons button').click();
    const label = page.locator('.textLayer .marked').first();
    await label.waitFor();
    await label.scrollIntoViewIfNeeded();
    const { x = 0, y = 0, width = 0 } = (await label.boundingBox()) ?? {};
    await page.mouse.click(x + width + 150, y + 4);
    await page.locator('.clicked .awaited').waitFor();
    const said = await page.locator('.clicked').innerText();
    expect(said).toContain('验证证据');
    expect(said).toMatch(/NC-03\.yaml:\d+/);
    expect(said).toContain('/verification/on');
    expect(said).toContain('2026-10-23');
    expect(await faults()).toEqual([]);
  });

  it('all dates: a line leads to its page, a filter and a column say what is listed, a month moves by keys', async () => {
    await page.goto('about:blank');
    await page.goto(`${address}#due`);
    const lines = page.locator('.due-table tbody tr');
    await lines.first().waitFor();
    await becomes("/^(\\d+) of \\1; /.test(document.querySelector('.due-view header .under')?.textContent ?? '')");
    const all = await lines.count();
    expect(all).toBeGreaterThan(10);
    const days = await page.locator('.due-table .when time').allTextContents();
    expect(days).toEqual([...days].sort());
    await page.getByRole('button', { name: /^By when/ }).click();
    expect(await page.locator('.due-table .when time').allTextContents()).toEqual([...days].sort().reverse());
    expect(await page.locator('[aria-sort=descending]').count()).toBe(1);
    expect(await faults()).toEqual([]);
    // The two plans of minor nonconformities that are to be carried out (`NC-02`, `NC-03` of the sample).
    await page.locator('.filters input').fill('NC-0 minor nonconformity');
    await becomes("document.querySelectorAll('.due-table tbody tr').length === 2");
    await page.locator('.filters input').fill('no such words');
    await page.getByText('Nothing matches.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await becomes(`document.querySelectorAll('.due-table tbody tr').length === ${all}`);

    await page.getByRole('button', { name: 'Month' }).click();
    await page.locator('.day[aria-pressed=true]').focus();
    await page.keyboard.press('PageDown');
    await becomes("document.activeElement?.querySelector('time')?.dateTime === '2026-11-15'");
    await page.keyboard.press('PageUp');
    for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
    // The first of the two is due on 23 October 2026: three weeks and a day from 1 October, a Thursday.
    await becomes("document.activeElement?.querySelector('time')?.dateTime === '2026-10-23'");
    expect(await page.locator('.day[aria-pressed=true]').innerText()).toContain('Qingyu');
    expect(await faults()).toEqual([]);
    await page.setViewportSize({ width: 400, height: 800 });
    expect(await faults()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    await page.setViewportSize({ width: 1280, height: 860 });
    await lines.getByRole('button', { name: 'Open the document' }).click();
    await page.locator('.textLayer .marked', { hasText: 'NC03' }).first().waitFor();
    expect(await page.evaluate('decodeURIComponent(location.hash)')).toContain('NC-03');
  });

  it('by keys alone', async () => {
    await open(report);
    const focused = (): Promise<string> => page.evaluate("document.activeElement?.closest('.pane')?.id ?? ''");
    await page.keyboard.press('/');
    await becomes("document.activeElement?.id === 'filter'");
    await page.keyboard.type('nuantu certificate');
    await page.keyboard.press('ArrowDown');
    // The name of the case, then what it has.
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await becomes("decodeURIComponent(location.hash).includes('nuantu-heating/certificate-')");
    await page.waitForSelector('.sheet canvas');
    await page.keyboard.press('F6');
    await focusIn('pane-pages');
    await page.keyboard.press('F6');
    await focusIn('pane-side');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[role=tab][aria-selected=true]').textContent()).toMatch(/^Sources/);
    await page.keyboard.press('Shift+F6');
    await focusIn('pane-pages');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    expect(await faults()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    expect(await focused()).toBe('pane-pages');
  });

  it('the Word file beside the pages: its words, side by side where there is room, a switch where there is none', async () => {
    await open(report);
    await page.keyboard.press('w');
    const word = page.locator('.desk.word');
    await word.locator('.word-sheet').first().waitFor();
    const bytes = Buffer.from(await (await fetch(`${address}api/word?id=${encodeURIComponent(report)}`)).arrayBuffer());
    const body = bareWords((await word.locator('.word-body').allTextContents()).join(''));
    const running = (await word.locator('.word-running .word-text').allTextContents()).map(bareWords);
    expect(leftOf(bytes, { body, running })).toBe('');
    // The report's photograph.
    expect(await word.locator('img[src^="data:image/"]').count()).toBeGreaterThan(0);
    await pictured('preview-word');
    await word.locator('summary').click();
    expect(await faults()).toEqual([]);
    const left = async (selector: string): Promise<number> => (await page.locator(selector).boundingBox())?.x ?? -1;
    expect(await left('.desk.word')).toBeGreaterThan(await left('.desk:not(.word)'));
    await page.setViewportSize({ width: 400, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    const pages = page.locator('.desk:not(.word)');
    await pages.waitFor({ state: 'hidden' });
    expect(await faults()).toEqual([]);
    await page.getByText('中文', { exact: true }).click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByText(/逐字照录/).waitFor();
    expect(await faults()).toEqual([]);
    await page.getByRole('button', { name: '对照 Word' }).click();
    await pages.waitFor();
    expect(await word.count()).toBe(0);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByText('English', { exact: true }).click();
    await page.setViewportSize({ width: 1280, height: 860 });
    // A form whose cells reach over several columns.
    await open(`0:${sample}/stage-2/nonconformity-report-NC-03.zh-en`);
    await page.keyboard.press('w');
    await word.locator('td[colspan="3"]').first().waitFor();
  });

  it("a layout is tried by keys: an example, a text of one's own, an error that leads to its place", async () => {
    await open(report);
    await page.keyboard.press('t');
    const tried = page.locator('.try-pages');
    await tried.locator('.sheet canvas').first().waitFor();
    expect(await page.evaluate('location.hash')).toBe('#try');
    await page.getByRole('searchbox', { name: 'Filter elements' }).focus();
    await page.keyboard.type('helper titleFor');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const text = page.getByLabel('Text of the layout');
    await becomes("document.getElementById('try-text')?.value.includes('titleFor')");
    await text.fill('<p>〔{{doc.number}}〕</p>');
    await tried.locator('.textLayer', { hasText: '〔' }).first().waitFor({ state: 'attached' });
    await pictured('preview-try');
    await text.fill('<p>{{doc.number}}</p>\n<p>{{nobody}}</p>');
    const problem = page.locator('.found .problem');
    await problem.first().waitFor();
    expect(await faults()).toEqual([]);
    await page.getByRole('button', { name: 'Line 2, column 6' }).click();
    // Two lines: 21 characters and the break are before the second, and `<p>{{` before what is wrong in it.
    expect(await page.evaluate("document.getElementById('try-text').selectionStart")).toBe(22 + 5);
    // Keys of the page are letters of the text.
    await page.keyboard.press('d');
    expect(await page.evaluate('location.hash')).toBe('#try');
    await page.setViewportSize({ width: 400, height: 800 });
    await page.getByText('中文', { exact: true }).click();
    await page.locator('.try-view h2', { hasText: '试写版式' }).waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await faults()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByText('English', { exact: true }).click();
    await page.setViewportSize({ width: 1280, height: 860 });
  });

  it('in both languages, light and dark, wide and narrow, nothing for axe-core to find', async () => {
    await open(report);
    for (const [language, lang, tab] of [
      ['中文', 'zh-CN', '问题'],
      ['English', 'en', 'Problems'],
    ] as const) {
      await page.getByText(language, { exact: true }).click();
      await page.locator(`html[lang=${lang}]`).waitFor();
      expect(await page.locator('#tab-problems').textContent()).toContain(tab);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const which of ['problems', 'sources', 'required']) {
          await page.locator(`#tab-${which}`).click();
          expect(await faults(), `${lang} ${colorScheme} ${which}`).toEqual([]);
        }
      }
    }
    await page.setViewportSize({ width: 400, height: 800 });
    for (const [n, pane] of ['documents', 'pages', 'side'].entries()) {
      await page.locator('.switch button').nth(n).click();
      await page.locator(`#pane-${pane}`).waitFor();
      expect(await faults(), `narrow ${pane}`).toEqual([]);
      // Nothing has to be pushed aside to be read.
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(400);
    }
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('breaks none of its own rules: no error in the console, nothing from elsewhere', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await open(report);
    expect(asked.filter((one) => !one.startsWith(address) && !one.startsWith('blob:') && !one.startsWith('about:'))).toEqual([]);
    expect(said.filter((one) => /^error/.test(one))).toEqual([]);
  });

  // Minutes of a whole machine, and nothing that could be wrong: measured where somebody asks for it.
  const isAsked = process.env['CERTPRESS_MEASURE'] !== undefined;
  it.runIf(isAsked)('says how long it took from a save to the pages', { timeout: manyMinutes }, async () => {
    const saves = 20;
    const file = inProject(sample, 'case.yaml');
    const text = readFileSync(file, 'utf8');
    const name = /zh: (\S+)有限公司/.exec(text)?.[1] ?? '';
    const medianOf = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
    await page.goto('about:blank');
    const watched = await watchTimes(text, name, 3);
    for (const kind of ['certificate', 'audit-report']) {
      await open(await idOf(kind));
      // One save after the other, and saves of somebody who has looked at what the one before did.
      for (const rests of [false, true]) {
        await isProved();
        const taken: number[] = [];
        for (let i = 0; i < saves; i++) {
          said.length = 0;
          write(file, text.replaceAll(`${name}有限公司`, `${name}${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'[i]}有限公司`));
          while (!said.some((one) => one.includes('certpress drawn'))) await page.waitForTimeout(20);
          taken.push(Number(/drawn (\d+) ms/.exec(said.find((one) => one.includes('certpress drawn')) ?? '')?.[1]));
          if (rests) await isProved();
        }
        write(file, text);
        await page.waitForTimeout(200);
        expect(taken.length).toBe(saves);
        const median = medianOf(taken);
        console.log(
          `${kind}, ${rests ? 'at rest' : 'in a row'}: ${median} ms from save to drawn pages (median of ${saves}); ${(median / medianOf(watched)).toFixed(2)} of build --watch (${medianOf(watched)} ms, median of ${watched.length})`,
        );
      }
    }
  });
});

async function idOf(kind: string): Promise<string> {
  const response = await fetch(`${address}api/events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const found = /^event: project\ndata: (.*)\n\n/m.exec(text)?.[1];
    if (found !== undefined) {
      await reader?.cancel();
      const { cases } = JSON.parse(found) as {
        cases: { folder: string; documents: { id: string; kind: string; audit: string | null }[] }[];
      };
      const documents = cases.find(({ folder }) => folder === sample)?.documents ?? [];
      return documents.find((one) => one.kind === kind)?.id ?? '';
    }
    text += (await reader?.read())?.value ?? '';
  }
}

/** The same saves under `build --watch`, which builds the project, in a copy of its own: ms until it says what it made. */
async function watchTimes(text: string, name: string, saves: number): Promise<number[]> {
  const copy = join(place, 'watched', 'project');
  cpSync(inProject(), copy, { recursive: true });
  cpSync(house(), join(place, 'watched', 'house'), { recursive: true });
  const file = join(copy, sample, 'case.yaml');
  const watching = spawn(process.execPath, [main, 'build', copy, '--out', join(place, 'out'), '--watch'], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  let told = '';
  for (const stream of [watching.stdout, watching.stderr])
    stream.on('data', (data: Buffer) => {
      told += data.toString();
    });
  const built = async (n: number): Promise<void> => {
    while (told.split('Waiting for changes').length <= n && watching.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await built(1);
  const taken: number[] = [];
  for (let i = 0; i < saves; i++) {
    const began = Date.now();
    write(file, text.replaceAll(`${name}有限公司`, `${name}${'子丑寅卯辰'[i % 5]}有限公司`));
    await built(i + 2);
    taken.push(Date.now() - began);
  }
  const ended = new Promise((resolve) => watching.on('close', resolve));
  watching.kill('SIGTERM');
  await ended;
  return taken;
}
