/** The palette's marks, light, as sRGB: what other programs show for a tag. */
export const CODE_COLOURS = [
  "#890e40",
  "#a35701",
  "#a77c0e",
  "#3a3f06",
  "#597f5c",
  "#158d9c",
  "#01496d",
  "#1c55c8",
  "#994df5",
  "#7f2498",
  "#de4996",
  "#606060",
] as const;

/** Hue tells colours of one palette apart; how light they are is the palette's choice. */
const LIGHTNESS = 0.3;

/** The palette's colour that looks most like `#rgb` or `#rrggbb`; null for anything else. */
export function nearestColour(colour: string): number | null {
  const wanted = labOf(colour);
  if (!wanted) return null;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, candidate] of CODE_COLOURS.entries()) {
    const lab = labOf(candidate) as Lab;
    const distance = Math.hypot(
      ...lab.map((value, axis) => (axis === 0 ? LIGHTNESS : 1) * (value - (wanted[axis] as number))),
    );
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

type Lab = [number, number, number];

/** Oklab (Ottosson, 2020), in which distances are about as people see them. */
function labOf(colour: string): Lab | null {
  const digits = /^#(?:([0-9a-f]{6})|([0-9a-f]{3}))$/i.exec(colour.trim());
  const hex = digits?.[1] ?? digits?.[2]?.replace(/./g, "$&$&");
  if (!hex) return null;
  const [r, g, b] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Lab;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
