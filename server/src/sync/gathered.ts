/**
 * Calls of one turn of the loop, answered by one look: what a room asks about each of its people is one statement.
 * `look` answers what it finds; what is missing from its answer reads as null.
 */
export function gathered<V>(
  look: (keys: string[]) => Promise<ReadonlyMap<string, V>>,
): (key: string) => Promise<V | null> {
  let keys: Set<string> | null = null;
  let answer: Promise<ReadonlyMap<string, V>> | null = null;
  return async (key) => {
    if (keys === null || answer === null) {
      const asked = new Set<string>();
      keys = asked;
      answer = Promise.resolve().then(() => {
        keys = null;
        answer = null;
        return look([...asked]);
      });
    }
    keys.add(key);
    return (await answer).get(key) ?? null;
  };
}
