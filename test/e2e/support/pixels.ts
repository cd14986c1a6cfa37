import type { Page } from "playwright-core";

export type Colour = [red: number, green: number, blue: number];

export interface Pixels {
  at(x: number, y: number): Colour;
}

/** What a page looks like just now, in CSS px (its device has one pixel each). */
export async function pixelsOf(page: Page): Promise<Pixels> {
  const png = (await page.screenshot()).toString("base64");
  const { width, data } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    let text = "";
    for (let from = 0; from < pixels.length; from += 32_768) {
      text += String.fromCharCode(...pixels.subarray(from, from + 32_768));
    }
    return { width: image.width, data: btoa(text) };
  }, png);
  const bytes = Buffer.from(data, "base64");
  return {
    at(x, y) {
      const place = (Math.floor(y) * width + Math.floor(x)) * 4;
      return [bytes[place] ?? 0, bytes[place + 1] ?? 0, bytes[place + 2] ?? 0];
    },
  };
}

/** The greatest difference in one channel, of 255. */
export function difference(a: Colour, b: Colour): number {
  return Math.max(...a.map((channel, index) => Math.abs(channel - (b[index] ?? 0))));
}

/** `colour` with so much of it (0 to 1) over what is beneath. */
export function over(beneath: Colour, colour: Colour, share: number): Colour {
  return beneath.map((channel, index) => channel + ((colour[index] ?? 0) - channel) * share) as Colour;
}
