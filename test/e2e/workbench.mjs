// The visible workbench as a person uses it: by keys, and by looking at the screen.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const patience = 60_000;
const editor = '.editor-group-container.active .monaco-editor';

/** One window. */
export class Workbench {
  #pictures;

  /** @param {import('playwright-core').Page} page @param {string} [pictures] the folder for screenshots */
  constructor(page, pictures) {
    this.page = page;
    this.#pictures = pictures;
  }

  /** Opens a file of the workspace by its name, through Quick Open. */
  async open(/** @type {string} */ name) {
    await this.page.waitForSelector('.monaco-workbench .explorer-folders-view .monaco-list-row', { timeout: patience });
    await this.press('Control+p');
    await this.page.waitForSelector('.quick-input-widget input');
    await this.type(name);
    await this.page.waitForSelector(`.quick-input-list .monaco-list-row.focused`);
    await this.page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: path.basename(name) })
      .waitFor({ timeout: patience });
    await this.press('Enter');
    await this.page.waitForSelector(`.tab.active[aria-label^="${path.basename(name)}"]`, { timeout: patience });
    await this.page.waitForSelector(`${editor} .view-line`, { timeout: patience });
  }

  /** Opens an untitled editor in a language. */
  async newFile(/** @type {string} */ language) {
    await this.command('Create: New File...');
    await this.page.waitForSelector('.quick-input-widget input');
    await this.press('Enter');
    await this.page.waitForSelector('.tab.active[aria-label^="Untitled"]', { timeout: patience });
    await this.command('Change Language Mode');
    await this.type(language);
    await this.page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: new RegExp(language, 'i') })
      .waitFor();
    await this.press('Enter');
    await this.page.locator('.statusbar-item', { hasText: new RegExp(`^${language}$`, 'i') }).waitFor();
  }

  /** Runs a command of the palette by its title. */
  async command(/** @type {string} */ title) {
    await this.press('F1');
    await this.page.waitForSelector('.quick-input-widget input');
    await this.type(title);
    await this.page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: title })
      .waitFor({ timeout: patience });
    await this.press('Enter');
  }

  async press(/** @type {string} */ key) {
    await this.page.keyboard.press(key);
  }

  async type(/** @type {string} */ text) {
    await this.page.keyboard.type(text);
  }

  /** @param {'error' | 'warning' | 'info'} severity */
  async untilSquiggle(severity) {
    await this.page.waitForSelector(`${editor} .squiggly-${severity}`, { state: 'attached', timeout: patience });
  }

  /** Looks for a while, because squiggles come late. */
  async untilNoSquiggle() {
    const squiggles = this.page.locator(`${editor} :is(.squiggly-error, .squiggly-warning, .squiggly-info)`);
    await this.page.waitForTimeout(1500);
    assert.equal(await squiggles.count(), 0);
  }

  /** The text that the active editor shows (long files: the visible part). */
  async text() {
    // Monaco keeps its lines in any order and places them by `top`; it draws spaces as no-break spaces.
    const lines = await this.page.locator(`${editor} .view-line`).evaluateAll((elements) =>
      elements
        .map((element) => ({ top: Number.parseFloat(element.style.top), text: element.textContent }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  async untilText(/** @type {RegExp} */ pattern) {
    await this.#until(
      async () => pattern.test(await this.text()),
      async () => `no ${pattern} in:\n${await this.text()}`,
    );
  }

  /** @param {string} file @param {RegExp} pattern */
  async untilSaved(file, pattern) {
    await this.#until(
      async () => pattern.test(fs.readFileSync(file, 'utf8')),
      async () => `no ${pattern} in ${file}:\n${fs.readFileSync(file, 'utf8')}`,
    );
  }

  /** Puts the cursor into the first place that shows a text; the text must be one token of the editor's colours. */
  async putCursor(/** @type {string} */ text) {
    await this.#token(text).click();
  }

  /** Rests the mouse on a text and returns what the hover says. */
  async hover(/** @type {string} */ text) {
    await this.#token(text).hover();
    const hover = this.page.locator('.monaco-hover:not(.hidden) .hover-contents');
    await hover.first().waitFor({ timeout: patience });
    return (await hover.allInnerTexts()).join('\n');
  }

  /** What the language status says of the active editor, line by line, once it matches. */
  async untilStatus(/** @type {RegExp} */ pattern) {
    const entry = this.page.locator('[id="status.languageStatus"]');
    const shown = this.page.locator('.hover-language-status');
    await entry.waitFor({ timeout: patience });
    let last = '';
    const looks = async () => {
      // A hover shows the status of the moment in which it opened.
      await this.page.mouse.move(0, 0);
      await entry.hover();
      await shown.first().waitFor({ timeout: 5000 });
      last = (await shown.allInnerTexts()).join('\n');
      return pattern.test(last);
    };
    await this.#until(looks, async () => `no ${pattern} in the language status:\n${last}`);
    await this.page.mouse.move(0, 0);
    await shown.first().waitFor({ state: 'hidden', timeout: patience });
  }

  /**
   * Opens the light-bulb menu and returns its entries. A key press is lost while VS Code still computes actions, so it is
   * repeated until the menu is there.
   */
  async openActions() {
    await this.page.waitForSelector('.lightBulbWidget, .codicon-gutter-lightbulb, .codicon-gutter-lightbulb-auto-fix', {
      state: 'attached',
      timeout: patience,
    });
    const menu = this.page.locator('.action-widget .monaco-list-row.action');
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.press('Control+.');
      const open = await menu
        .first()
        .waitFor({ timeout: 3000 })
        .then(
          () => true,
          () => false,
        );
      if (open) return menu.allInnerTexts();
    }
    assert.fail('the menu of code actions did not open');
  }

  /** Opens the suggestions and returns the one that Enter would take. */
  async openSuggestions() {
    await this.press('Control+Space');
    const focused = this.page.locator('.suggest-widget.visible .monaco-list-row.focused');
    await focused.waitFor({ timeout: patience });
    return focused.innerText();
  }

  /** Takes a screenshot where pictures are wanted, once the window is at rest. */
  async picture(/** @type {string} */ name) {
    if (this.#pictures === undefined) return;
    await this.page.waitForTimeout(800);
    await this.page.screenshot({ path: path.join(this.#pictures, `${name}.png`) });
  }

  /** @param {string} text */
  #token(text) {
    return this.page.locator(`${editor} .view-line span span`, { hasText: text }).first();
  }

  /** @param {() => Promise<boolean>} done @param {() => Promise<string>} otherwise */
  async #until(done, otherwise) {
    for (const started = Date.now(); Date.now() - started < patience; await this.page.waitForTimeout(50)) {
      if (await done()) return;
    }
    assert.fail(await otherwise());
  }
}
