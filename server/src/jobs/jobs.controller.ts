import { pipeline } from "node:stream/promises";
import { Controller, Delete, Get, Param, Res } from "@nestjs/common";
import { type Job, jobSchema } from "@postil/shared/schema/job";
import type { Response } from "express";
import { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { JobService } from "./job.service.ts";

@Controller("api")
export class JobsController {
  constructor(private readonly jobs: JobService) {}

  @Get("workspaces/:workspaceId/jobs")
  @ApiRoute({
    summary: "One's own jobs of the last 24 hours",
    description: "Newest first, 20 at most.",
    answer: z.object({ items: z.array(jobSchema) }),
  })
  async list(@CurrentUser() userId: string, @Param("workspaceId") workspaceId: string): Promise<{ items: Job[] }> {
    return { items: await this.jobs.list(userId, workspaceId) };
  }

  @Get("jobs/:jobId")
  @ApiRoute({ summary: "How far a job is", answer: jobSchema })
  find(@CurrentUser() userId: string, @Param("jobId") id: string): Promise<Job> {
    return this.jobs.find(userId, id);
  }

  @Delete("jobs/:jobId")
  @ApiRoute({
    summary: "Cancel a job",
    description: "What it has made so far is thrown away. One that has ended stays as it is.",
    answer: jobSchema,
  })
  cancel(@CurrentUser() userId: string, @Param("jobId") id: string): Promise<Job> {
    return this.jobs.cancel(userId, id);
  }

  @Get("jobs/:jobId/file")
  @ApiRoute({
    summary: "Fetch the file that a job made",
    description: "For 24 hours, by whoever started it, as long as they are a member.",
    contentType: "application/octet-stream",
  })
  async file(@CurrentUser() userId: string, @Param("jobId") id: string, @Res() response: Response): Promise<void> {
    const { stream, bytes, contentDisposition, contentType } = await this.jobs.download(userId, id);
    response.setHeader("Content-Type", contentType);
    response.setHeader("Content-Disposition", contentDisposition);
    response.setHeader("Content-Length", bytes);
    await pipeline(stream, response).catch((error: NodeJS.ErrnoException) => {
      // Whoever asked has hung up: nobody is left to tell.
      if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
    });
  }
}
