/** What bytes 0x80-0x9F mean in Windows-1252; 0 where nothing is assigned. Every other byte is its own code point. */
const HIGH_CONTROLS = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0,
  0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

/**
 * Bytes -> string; `null` when a byte stands for no character. Written out because some releases of Node 20 to 23
 * decode "windows-1252" as Latin-1, which turns quotation marks into control characters.
 */
export function decodeWindows1252(bytes: Uint8Array): string | null {
  const utf16 = Buffer.alloc(bytes.length * 2);
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    const code = byte < 0x80 || byte > 0x9f ? byte : (HIGH_CONTROLS[byte - 0x80] as number);
    if (code === 0 && byte !== 0) return null;
    utf16[index * 2] = code & 0xff;
    utf16[index * 2 + 1] = code >> 8;
  }
  return utf16.toString("utf16le");
}
