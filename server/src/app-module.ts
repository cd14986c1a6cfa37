import { type DynamicModule, Module } from "@nestjs/common";
import { PlatformModule, type PlatformParts } from "./platform/platform-module.ts";

/** The features, from left to right. */
const features: (new () => object)[] = [];

@Module({})
export class AppModule {
  static forRoot(parts: PlatformParts): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.forRoot(parts), ...features] };
  }
}
