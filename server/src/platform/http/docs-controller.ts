import { Controller, Get } from "@nestjs/common";
import { Public } from "./public.ts";

@Public()
@Controller("api/docs")
export class DocsController {
  @Get("openapi.json")
  document(): object {
    return {};
  }
}
