import { Controller, Get, Header, Inject, RequestMethod } from "@nestjs/common";
import { METHOD_METADATA, PATH_METADATA } from "@nestjs/common/internal";
import { DiscoveryService, MetadataScanner } from "@nestjs/core";
import type { oas31 } from "zod-openapi";
import { CONFIG, type Config } from "../config.ts";
import { API_ROUTE, type ApiRouteInfo } from "./api-route.ts";
import { docsPage } from "./docs-page.ts";
import { type DescribedRoute, describeApi, type Method } from "./openapi.ts";
import { IS_PUBLIC, Public } from "./public.ts";

/** The API's description, generated from what the controllers declare. */
@Public()
@Controller("api/docs")
export class DocsController {
  private document: oas31.OpenAPIObject | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  @Get()
  @Header("Content-Type", "text/html; charset=utf-8")
  page(): string {
    return docsPage(this.openapi());
  }

  @Get("openapi.json")
  openapi(): oas31.OpenAPIObject {
    this.document ??= describeApi(this.routes(), this.config.version);
    return this.document;
  }

  private routes(): DescribedRoute[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== "function") return [];
      const prototype: Record<string, object> = metatype.prototype;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        const info: ApiRouteInfo | undefined = handler && Reflect.getMetadata(API_ROUTE, handler);
        if (!handler || !info) return [];
        const open = Reflect.getMetadata(IS_PUBLIC, handler) ?? Reflect.getMetadata(IS_PUBLIC, metatype);
        return [
          { method: methodOf(handler), path: pathOf(metatype, handler), info, open: Boolean(info.public ?? open) },
        ];
      });
    });
  }
}

function methodOf(handler: object): Method {
  const method: RequestMethod = Reflect.getMetadata(METHOD_METADATA, handler);
  return (RequestMethod[method] ?? "get").toLowerCase() as Method;
}

function pathOf(controller: object, handler: object): string {
  const parts = [Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, handler)];
  return `/${parts
    .map(String)
    .flatMap((part) => part.split("/"))
    .filter((part) => part !== "")
    .join("/")}`;
}
