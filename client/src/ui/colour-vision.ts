/** Colours as "#rrggbb". Contrast: WCAG 2.2, 1.4.3. Distance: Ottosson's OKLab (2020). Visions: Machado et al. (2009). */
type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

export const VISIONS = ["normal", "protan", "deutan", "tritan"] as const;
type Vision = (typeof VISIONS)[number];

/** Machado, Oliveira and Fernandes, severity 1.0, on linear RGB. */
const SEEN: Record<Vision, Matrix> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const LINEAR_TO_LMS: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const LMS_TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  const row = ([a, b, c]: Triple) => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function map(values: Triple, change: (value: number) => number): Triple {
  return [change(values[0]), change(values[1]), change(values[2])];
}

function linear(colour: string): Triple {
  const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16) / 255;
  return map([channel(1), channel(3), channel(5)], (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
}

function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What is seen where `over` covers `share` (0 to 1) of what lies beneath it. */
export function mixed(beneath: string, over: string, share: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) => Math.round(channel(beneath, at) * (1 - share) + channel(over, at) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return Math.max(a, b) / Math.min(a, b);
}

/** How different two colours look to eyes of that kind; black and white are 1 apart. */
export function distance(one: string, other: string, vision: Vision): number {
  const seen = (colour: string) => {
    const light = map(times(SEEN[vision], linear(colour)), (c) => Math.min(1, Math.max(0, c)));
    return times(LMS_TO_LAB, map(times(LINEAR_TO_LMS, light), Math.cbrt));
  };
  const [a, b] = [seen(one), seen(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
