import {
  type NoticeSettings,
  noticeSchema,
  noticeSettingsSchema,
  type ReadNoticesBody,
  unreadSchema,
} from "@postil/shared/schema/notice";
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "./http.ts";
import { listSchema } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";

const pageSchema = listSchema(noticeSchema);

/** How many lines are unread; 0 until that is known. The live channel keeps it up to date. */
export function useUnreadNotices(): number {
  const { data } = useQuery({
    queryKey: queryKeys.unreadNotices,
    queryFn: ({ signal }) => api.get("/notices/unread", unreadSchema, { signal }),
  });
  return data?.unread ?? 0;
}

/** One's notices, the latest first. `filter`: the query string without "?", as `GET /api/notices` takes it. */
export function useNotices(filter: string, limit: number) {
  return useInfiniteQuery({
    queryKey: queryKeys.notices(`${filter}&limit=${limit}`),
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(filter);
      query.set("limit", String(limit));
      if (pageParam !== null) query.set("cursor", pageParam);
      return api.get(`/notices?${query}`, pageSchema, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Marks as read: some lines, those of a thread, or all up to a time. */
export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ReadNoticesBody) => api.post("/notices/read", body, unreadSchema),
    onSuccess: (unread) => {
      client.setQueryData(queryKeys.unreadNotices, unread);
      void client.invalidateQueries({ queryKey: queryKeys.noticeLists });
    },
  });
}

export function useNoticeSettings() {
  return useQuery({
    queryKey: queryKeys.noticeSettings,
    queryFn: ({ signal }) => api.get("/notices/settings", noticeSettingsSchema, { signal }),
  });
}

/** Shown as chosen at once, and as it was when it could not be saved. */
export function useSaveNoticeSettings() {
  const client = useQueryClient();
  const key = queryKeys.noticeSettings;
  return useMutation({
    mutationFn: (body: NoticeSettings) => api.put("/notices/settings", body, noticeSettingsSchema),
    // One after the other: what was chosen last counts.
    scope: { id: "notice-settings" },
    onMutate: async (body) => {
      await client.cancelQueries({ queryKey: key });
      client.setQueryData(key, body);
    },
    onError: () => client.invalidateQueries({ queryKey: key }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.noticeLists }),
  });
}
