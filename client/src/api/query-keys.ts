/** Keys of the query cache, in one place so that live events can say what has to be fetched anew. */
export const queryKeys = {
  me: ["me"] as const,
  settings: ["settings"] as const,
  workspaces: ["workspaces"] as const,
  unreadNotices: ["notices", "unread"] as const,
  /** All lists of one's notices, whatever their filters. */
  noticeLists: ["notices", "lists"] as const,
  notices: (filter: string) => ["notices", "lists", filter] as const,
  noticeSettings: ["notice-settings"] as const,
  /** What is asked of oneself, and what others did, in all of one's workspaces. */
  asked: ["asked"] as const,
  news: ["news"] as const,
  workspace: (workspaceId: string) => ["workspace", workspaceId, "info"] as const,
  members: (workspaceId: string) => ["workspace", workspaceId, "members"] as const,
  /** Under the members: who they are says who reads a layer. */
  allLayerReaders: (workspaceId: string) => ["workspace", workspaceId, "members", "of-layer"] as const,
  layerReaders: (workspaceId: string, layerId: string) =>
    ["workspace", workspaceId, "members", "of-layer", layerId] as const,
  invitations: (workspaceId: string) => ["workspace", workspaceId, "invitations"] as const,
  groups: (workspaceId: string) => ["workspace", workspaceId, "groups"] as const,
  invitation: (token: string) => ["invitation", token] as const,
  tags: (workspaceId: string) => ["workspace", workspaceId, "tags"] as const,
  articles: (workspaceId: string) => ["workspace", workspaceId, "articles"] as const,
  /** All lists of annotations of the workspace, whatever their filters. */
  annotationLists: (workspaceId: string) => ["workspace", workspaceId, "annotations"] as const,
  annotations: (workspaceId: string, filter: string) => ["workspace", workspaceId, "annotations", filter] as const,
  /** One's own. */
  jobs: (workspaceId: string) => ["workspace", workspaceId, "jobs"] as const,
  activity: (workspaceId: string, filter: string) => ["workspace", workspaceId, "activity", filter] as const,
  audit: (workspaceId: string, filter: string) => ["workspace", workspaceId, "audit", filter] as const,
  /** Of all of them, with each one's own page and grid below. */
  assignments: (workspaceId: string) => ["workspace", workspaceId, "assignments"] as const,
  assignment: (workspaceId: string, id: string) => ["workspace", workspaceId, "assignments", id] as const,
  grid: (workspaceId: string, id: string) => ["workspace", workspaceId, "assignments", id, "grid"] as const,
  pseudonyms: (workspaceId: string) => ["workspace", workspaceId, "assignments", "pseudonyms"] as const,
  /** All articles that were opened one by one. */
  openArticles: ["article"] as const,
  article: (articleId: string) => ["article", articleId] as const,
};
