import {
  readFileAnswerSchema,
  type TextVersionSummary,
  textVersionContentSchema,
  textVersionSummarySchema,
} from "@postil/shared/schema/text-version";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, queryString } from "./http.ts";
import { listSchema } from "./pages.ts";
import { upload } from "./upload.ts";

const pageSchema = listSchema(textVersionSummarySchema);

/** What an article's text was, the newest first. Asked anew each time the page is opened. */
export function useTextVersions(articleId: string) {
  return useInfiniteQuery({
    queryKey: ["text-versions", articleId],
    queryFn: ({ signal, pageParam }) =>
      api.get(`/articles/${articleId}/versions${queryString({ cursor: pageParam })}`, pageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    gcTime: 0,
    staleTime: 0,
  });
}

/** One of them. What was is as it was: it is asked for once. */
export function useTextVersion(articleId: string, seq: TextVersionSummary["seq"] | null) {
  return useQuery({
    queryKey: ["text-version", articleId, seq],
    queryFn: ({ signal }) => api.get(`/articles/${articleId}/versions/${seq}`, textVersionContentSchema, { signal }),
    enabled: seq !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

/** The text of a file, as an import would read it. Nothing is stored. */
export function readCorrectedFile(articleId: string, file: File): Promise<{ text: string }> {
  const form = new FormData();
  form.append("files", file, file.name);
  return upload(`/articles/${articleId}/corrected-file`, form, readFileAnswerSchema, {});
}
