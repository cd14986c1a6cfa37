import { isOver, type Job, jobSchema } from "@postil/shared/schema/job";
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "./http.ts";
import { queryKeys } from "./query-keys.ts";

const jobsSchema = z.object({ items: z.array(jobSchema) });
/** Another server may be doing the work, which can't be heard of. */
const ASK_EVERY_MS = 2_000;

/** One's own of the last 24 hours, newest first; kept up to date. */
export function useJobs(workspaceId: string) {
  return useQuery({
    queryKey: queryKeys.jobs(workspaceId),
    queryFn: async ({ signal }) => (await api.get(`/workspaces/${workspaceId}/jobs`, jobsSchema, { signal })).items,
    refetchInterval: ({ state }) => (state.data?.some((job) => !isOver(job.state)) ? ASK_EVERY_MS : false),
  });
}

/** Takes in what was heard of a job. What is told late doesn't undo what is known. */
export function keepJob(client: QueryClient, job: Job): void {
  client.setQueryData<Job[]>(queryKeys.jobs(job.workspaceId), (known) => {
    if (!known) return known;
    const before = known.find(({ id }) => id === job.id);
    if (!before) return [job, ...known];
    if (isOver(before.state) || before.done > job.done) return isOver(job.state) ? replaced(known, job) : known;
    return replaced(known, job);
  });
}

function replaced(jobs: readonly Job[], job: Job): Job[] {
  return jobs.map((one) => (one.id === job.id ? job : one));
}

/** Starts one by a call that answers it. `path` without `/api`. */
export function useStartJob(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: object) => api.post(path, body, jobSchema),
    onSuccess: (job) => keepJob(client, job),
  });
}

export function useCancelJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/jobs/${id}`, undefined, jobSchema),
    onSuccess: (job) => keepJob(client, job),
  });
}

export function jobFileUrl(id: string): string {
  return `/api/jobs/${id}/file`;
}
