import { type ComponentType, createContext } from "react";

/**
 * What stands at the top of the rail: what is asked of the reader on this article. Assignments are another feature's, so
 * the app fills it.
 */
export const AskedContext = createContext<ComponentType<{ workspaceId: string; articleId: string }> | null>(null);
