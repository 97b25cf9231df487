/// <reference lib="dom" />
import type { Page } from 'playwright-core';

/**
 * Texts of the console's own parts whose contrast with what is behind them is less than WCAG's AA asks for (4.5:1, large text 3:1).
 * Runs in the page.
 */
export function faintTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    type Colour = readonly [number, number, number, number];
    const parse = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const luminance = ([red, green, blue]: Colour): number => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element | null): Colour => {
      if (element === null) return [255, 255, 255, 1];
      const colour = parse(getComputedStyle(element).backgroundColor);
      return colour[3] > 0.95 ? colour : behind(element.parentElement);
    };
    const own = '.bar *, .panel *, .cost *, .sign-in *';
    return [...document.querySelectorAll<HTMLElement>(own)].flatMap((element) => {
      const text = [...element.childNodes].flatMap((node) => (node.nodeType === 3 ? [node.textContent?.trim() ?? ''] : [])).join('');
      if (text === '' || !element.checkVisibility()) return [];
      const style = getComputedStyle(element);
      const [light, dark] = [luminance(parse(style.color)), luminance(behind(element))].sort((one, other) => other - one) as [number, number];
      const ratio = (light + 0.05) / (dark + 0.05);
      const isLarge = Number.parseFloat(style.fontSize) >= 24;
      return ratio >= (isLarge ? 3 : 4.5) ? [] : [`${text}: ${ratio.toFixed(2)}`];
    });
  });
}
