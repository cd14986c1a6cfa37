/**
 * The SQL twin of `layerRights(...).canRead`: whether the actor that `actor` names (a parameter such as `$2`) may read
 * the layer row `layer` (an alias). Every count, list, search and export of what layers hold stands on it.
 */
export function readableLayer(layer: string, actor: string): string {
  return `(${layer}.kind = 'team' or (${layer}.kind in ('private', 'blind') and ${layer}.owner_actor = ${actor}))`;
}
