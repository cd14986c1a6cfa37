import { MultiSelect, type MultiSelectProps } from "@mantine/core";
import { useState } from "react";
import { words } from "./words.ts";

/** Chooses several of a list that can be searched. After a choice the arrows go on from it, so that many are soon chosen. */
export function ManySelect(props: MultiSelectProps) {
  const [search, setSearch] = useState("");
  return (
    <MultiSelect
      {...props}
      // The list itself scrolls: the keyboard goes through it from the field.
      withScrollArea={false}
      styles={{ options: { maxHeight: 220, overflowY: "auto" } }}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // Clearing what is searched for sends the arrows back to the top: no need where nothing was.
      clearSearchOnChange={search !== ""}
      nothingFoundMessage={words.nothingFound}
    />
  );
}
