import { SetMetadata } from "@nestjs/common";

export const IS_PUBLIC = "postil:public";

/** Lets people in who have not signed in: on a controller or one of its methods. Everything else needs a session. */
export const Public = () => SetMetadata(IS_PUBLIC, true);
