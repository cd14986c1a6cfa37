/** Every TypeORM entity, listed once: each feature adds its own. Tables without one are reached by SQL. */
export const entities: (new () => object)[] = [];
