const NEEDED = [20, 19];

/**
 * The sentence for a Node that is too old; null for one that will do.
 * @param {string} version such as 20.19.0
 * @returns {string | null}
 */
export function refuseNode(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = NEEDED;
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return null;
  return `Postil needs Node.js ${NEEDED.join(".")} or newer; this is ${version}. Install a newer one from https://nodejs.org.`;
}

export function requireNode() {
  const refusal = refuseNode(process.versions.node);
  if (refusal === null) return;
  console.error(refusal);
  process.exit(1);
}
