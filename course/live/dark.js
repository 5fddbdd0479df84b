// A figure on a dark page: its paper dark and its ink light, its colors the same, its maps as they are painted.
//
// A color is so much white, so much black, and the rest pure color. White turns to the page's dark, black to its light, and the
// pure part stays. So edges stay smooth, and blue stays blue. A map keeps its shades, because the text says what is darker.

const PAPER = [28, 28, 30], INK = [232, 232, 235];
const GLOW = 1.4; // pure colors stand out as well from dark paper as they did from white

const isDark = () => document.body.dataset.jpThemeLight === "false";

function darkened(color) { // a pixel as one number: alpha, blue, green, red from the top
  const r = color & 255, g = (color >> 8) & 255, b = (color >> 16) & 255;
  const white = Math.min(r, g, b), black = 255 - Math.max(r, g, b);
  const still = (k) => (white * PAPER[k] + black * INK[k]) / 255;
  const glow = Math.min(GLOW, (255 - still(0)) / (255 - white - black || 1)); // as far as its strongest part can go, or it changes color
  const mix = (part, k) => Math.min(255, glow * (part - white) + still(k) + 0.5) | 0;
  return ((255 << 24) | (mix(b, 2) << 16) | (mix(g, 1) << 8) | mix(r, 0)) >>> 0;
}

// Writes the pieces of a picture to `out`, dark. `maps`: [left, top, right, bottom] in pixels, which stay as they are.
function darken(words, out, pieces, width, maps) {
  let last = -1, dark = 0;
  for (const [left, top, w, h] of pieces) {
    for (let row = top; row < top + h; row++) {
      const start = row * width;
      for (let at = start + left; at < start + left + w; at++) {
        const color = words[at];
        if (color !== last) [last, dark] = [color, darkened(color)]; // most neighbors are alike
        out[at] = dark;
      }
      for (const [a, t, b, end] of maps) {
        if (row < t || row >= end) continue;
        const from = start + Math.max(a, left), to = start + Math.min(b, left + w);
        if (from < to) out.set(words.subarray(from, to), from);
      }
    }
  }
}

// Calls `changed` when the page turns dark or light. Gives how to stop.
function watchTheme(changed) {
  const watcher = new MutationObserver(changed);
  watcher.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  return () => watcher.disconnect();
}
