import { useMemo } from "react";
import { usePseudonyms } from "./assignments.ts";
import { useMembersByActor } from "./members.ts";
import { words } from "./words.ts";

/** Somebody whose name stands under what they did. `colour`: index into the palette. */
export interface KnownPerson {
  name: string;
  colour: number;
}

/**
 * Everybody by the actor they write as: members, and those who write under another name in a pseudonymous assignment.
 * Instructors are told both names, "Ben (Reader 7)"; to everybody else a pseudonym is all there is.
 */
export function usePeopleByActor(workspaceId: string): ReadonlyMap<string, KnownPerson> {
  const members = useMembersByActor(workspaceId);
  const { data: pseudonyms } = usePseudonyms(workspaceId);
  return useMemo(() => {
    const people = new Map<string, KnownPerson>(members);
    for (const { actor, name, colour, member } of pseudonyms ?? []) {
      const known = member === null ? undefined : members.get(member)?.name;
      people.set(actor, { name: known === undefined ? name : words.alias(known, name), colour });
    }
    return people;
  }, [members, pseudonyms]);
}
