import { Fragment, type ReactNode } from "react";

/**
 * A sentence of the catalogue with elements in its slots: "{who} annotated {article}". Every language puts them in its
 * own order. What stands in a slot can't change the direction of the rest. A slot that nothing is given for stays empty.
 */
export function Filled({ sentence, with: parts }: { sentence: string; with: Readonly<Record<string, ReactNode>> }) {
  return sentence.split(/\{(\w+)\}/).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence never change their order
    <Fragment key={index}>{index % 2 === 1 ? <bdi>{parts[piece]}</bdi> : piece}</Fragment>
  ));
}
