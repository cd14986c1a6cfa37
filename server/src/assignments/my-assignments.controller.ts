import { Controller, Get, Query } from "@nestjs/common";
import { askedOfMeSchema } from "@postil/shared/schema/asked-of-me";
import { pageQuerySchema, pageSchema } from "@postil/shared/schema/text-fields";
import type { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { MyAssignments } from "./my-assignments.ts";

@Controller("api/me/assignments")
export class MyAssignmentsController {
  constructor(private readonly assignments: MyAssignments) {}

  @Get()
  @ApiRoute({
    summary: "What is asked of the caller, in all workspaces",
    description: "Published, not submitted and not revealed; by when it is due, what is never due last.",
    query: pageQuerySchema,
    answer: pageSchema(askedOfMeSchema),
    tags: ["assignments"],
  })
  list(@CurrentUser() userId: string, @Query(new ZodPipe(pageQuerySchema)) query: z.output<typeof pageQuerySchema>) {
    return this.assignments.list(userId, query);
  }
}
