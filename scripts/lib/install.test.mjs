import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isInstalled } from "./install.mjs";
import { refuseNode } from "./node-version.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "postil-install-"));
  mkdirSync(join(folder, "node_modules"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const wanted = {
  "": { name: "postil" },
  server: { name: "@postil/server", version: "0.1.0" },
  "node_modules/@postil/server": { resolved: "server", link: true },
  "node_modules/yjs": { version: "13.6.33" },
  "node_modules/binary-for-another-system": { version: "1.0.0", optional: true },
};

/** @param {object} present what npm says it installed */
function judge(present) {
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: wanted }));
  writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages: present }));
  return isInstalled(folder);
}

const installed = {
  server: { version: "0.1.0" },
  "node_modules/@postil/server": { resolved: "server", link: true },
  "node_modules/yjs": { version: "13.6.33" },
};

describe("what is installed", () => {
  it("fits the lockfile although other systems' binaries are missing", () => expect(judge(installed)).toBe(true));

  it("doesn't fit with another version, a package missing, or nothing there", () => {
    expect(judge({ ...installed, "node_modules/yjs": { version: "13.6.32" } })).toBe(false);
    expect(judge({ ...installed, "node_modules/yjs": undefined })).toBe(false);
    rmSync(join(folder, "node_modules"), { recursive: true });
    expect(isInstalled(folder)).toBe(false);
  });
});

describe("the version of Node", () => {
  it("is 20.19 or newer, else a sentence says so", () => {
    expect(refuseNode("20.19.0")).toBeNull();
    expect(refuseNode("22.0.0")).toBeNull();
    expect(refuseNode("20.18.3")).toMatch(/^Postil needs Node\.js 20\.19 or newer; this is 20\.18\.3\./);
    expect(refuseNode("18.20.0")).not.toBeNull();
  });
});
