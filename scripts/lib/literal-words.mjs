/*
 * Words for people that stand in the client's code instead of its catalogue (client/src/words), where no other language
 * would reach them.
 */
import { parseAst } from "vite";

/** @typedef {{ type: string, start: number, [key: string]: unknown }} Node */

/** Attributes that people read or hear. */
const SPOKEN = new Set(["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "alt", "label"]);
for (const name of ["title", "placeholder", "description", "message", "text", "error"]) SPOKEN.add(name);

/** Attributes that hold no words, whatever they look like. */
const UNSPOKEN = new Set(["className", "style", "d", "rel"]);

/** Errors whose messages reach programmers only. */
const NOT_SHOWN = new Set(["Error", "TypeError", "RangeError", "DOMException"]);

const LETTERS = /\p{L}{2}/u;
/** Two words in a row, or one that begins like a sentence or ends it. */
const SENTENCE = /\p{L}{2,},? \p{L}+|^\p{Lu}\p{Ll}+(\p{Ll}|[.…:]| \p{Ll})*$/u;

/**
 * @param {string} code of a .ts or .tsx file
 * @param {string} file its path; the ending says how it is read
 * @returns {{ line: number, text: string }[]} in the order of the file
 */
export function literalWords(code, file) {
  const program = /** @type {Node} */ (
    /** @type {unknown} */ (parseAst(code, { lang: file.endsWith(".tsx") ? "tsx" : "ts" }))
  );
  /** @type {{ line: number, text: string }[]} */
  const found = [];
  /** @param {Node} node @param {unknown} text @param {RegExp} pattern */
  const judge = (node, text, pattern) => {
    if (typeof text !== "string" || !pattern.test(text.trim())) return;
    found.push({ line: code.slice(0, node.start).split("\n").length, text: text.trim() });
  };

  /** @param {Node} node */
  function visit(node) {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportNamedDeclaration":
      case "ExportAllDeclaration":
        if (node.declaration) visit(/** @type {Node} */ (node.declaration));
        return;
      // What only programmers read: an invariant that broke.
      case "ThrowStatement":
      case "TSLiteralType":
      case "TSTypeAnnotation":
      case "ImportExpression":
        return;
      case "NewExpression": {
        const { name } = /** @type {{ name?: string }} */ (node.callee);
        if (name !== undefined && NOT_SHOWN.has(name)) return;
        return visitParts(node);
      }
      case "JSXText":
        judge(node, node.value, LETTERS);
        return;
      case "JSXAttribute":
        visitAttribute(node);
        return;
      case "Literal":
        judge(node, node.value, SENTENCE);
        return;
      case "TemplateElement":
        judge(node, /** @type {{ cooked: string }} */ (node.value).cooked, SENTENCE);
        return;
      case "Property":
        // A key is no word.
        visit(/** @type {Node} */ (node.value));
        return;
      default:
        visitParts(node);
    }
  }

  /** @param {Node} attribute */
  function visitAttribute(attribute) {
    const { name } = /** @type {{ name: string }} */ (attribute.name);
    const value = /** @type {Node | null} */ (attribute.value);
    if (UNSPOKEN.has(name)) return;
    if (value?.type === "Literal") judge(value, value.value, SPOKEN.has(name) ? LETTERS : SENTENCE);
    else if (value) visit(value);
  }

  /** @param {Node} node */
  function visitParts(node) {
    for (const value of Object.values(node)) {
      for (const part of Array.isArray(value) ? value : [value]) {
        if (part && typeof part === "object" && typeof part.type === "string") visit(part);
      }
    }
  }

  visit(program);
  return found;
}
