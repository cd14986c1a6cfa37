import type { Attributes } from "@postil/shared/schema/article";

/** An attribute while it is being typed. */
export interface AttributeRow {
  key: number;
  name: string;
  value: string;
}

let nextKey = 1;

export function emptyRow(): AttributeRow {
  return { key: nextKey++, name: "", value: "" };
}

export function toRows(attributes: Attributes): AttributeRow[] {
  return Object.entries(attributes).map(([name, value]) => ({ ...emptyRow(), name, value }));
}

/** Rows with neither name nor value count as not there. */
export function fromRows(rows: readonly AttributeRow[]): Attributes {
  return Object.fromEntries(
    rows
      .map(({ name, value }) => [name.trim(), value.trim()] as const)
      .filter(([name, value]) => name !== "" || value !== ""),
  );
}

/** A name that stands there twice: one of its values would be lost. */
export function repeatedName(rows: readonly AttributeRow[]): string | null {
  const names = rows.map(({ name }) => name.trim()).filter((name) => name !== "");
  return names.find((name, index) => names.indexOf(name) < index) ?? null;
}
