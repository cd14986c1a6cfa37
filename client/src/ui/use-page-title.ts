import { useEffect } from "react";

/** Sets the title of the page: the parts from the nearest outwards, then the product's name. */
export function usePageTitle(...parts: (string | null | undefined)[]): void {
  const title = [...parts.filter((part) => part !== null && part !== undefined && part !== ""), "Postil"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
