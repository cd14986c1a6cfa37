import { SetMetadata } from "@nestjs/common";

export const IS_PUBLIC = "postil:public";

/** Marks a route (or a controller) that answers people who are not signed in as well. */
export const Public = () => SetMetadata(IS_PUBLIC, true);
