/** What the sync layer says to people. */
export const words = {
  troubles: {
    "signed-out": "You are signed out. What you did is kept on this device: sign in again to send it.",
    "not-found":
      "This document is gone, or you may no longer read it. Work that was not saved is under Recovered work.",
    outdated: "Postil has been updated. Reload this page: what you did is kept on this device.",
    refused: "The server closed this document. Reload the page to try again: what you did is kept on this device.",
    recovered: "Some of your work could not be saved here. It is kept under Recovered work, to copy or download.",
  },
  unkept:
    "Everything so far is on the server, but this device keeps no copy: its storage is full, or switched off for this site. Free some space or allow it in the browser's settings; until then, work only while you are connected.",
  recoveredOnlyHere:
    "Some of your work could not be saved here, and this device can't keep it either. Open Recovered work and copy or download it before you close this page.",
  onlyHere:
    "Your last changes are only in this page: they are not on the server yet, and this device can't keep a copy, because its storage is full or switched off for this site. Leave the page open until you are connected again, or free some space.",
  offline: "You are offline. What you do is kept on this device and sent when you are back.",
  page: {
    title: "Recovered work",
    intro:
      "The server could not take this work: your role had changed, what it belonged to was gone, or somebody else had changed it since. It is kept on this device only, until you discard it.",
    empty: "Nothing here. Work that can't be saved would be kept on this page.",
    waiting: "Will be put back when you open the document again.",
    copy: "Copy",
    copied: "Copied",
    copyFailed: "Your browser did not allow copying. Use Download instead.",
    download: "Download",
    downloadAll: "Download all",
    discard: "Discard",
    discardTitle: "Discard this work?",
    discardText: "It is kept nowhere else, and this can't be undone.",
    cancel: "Keep it",
    drafts: "Unsent words",
    draftsIntro: "Notes and replies that you began and did not send.",
    article: (title: string) => `In “${title}”`,
    draftKinds: (key: string) => (key.startsWith("note/") ? "Note" : key.startsWith("reply/") ? "Reply" : "Comment"),
    said: (detail: string) => `it said: ${detail}`,
    on: (quote: string) => `On “${quote}”`,
    items: (count: number) => (count === 1 ? "1 piece" : `${count} pieces`),
    reasons: {
      refused: "The server refused it",
      mismatch: "The document was rebuilt in the meantime",
      "too-large": "It was too large to send at once",
      "not-found": "The document is gone, or you may no longer read it",
      replaced: "Another tab renewed the local copy",
      damaged: "The local copy was damaged",
    },
    kinds: {
      annotations: "Annotation",
      anchors: "Place of a passage",
      notes: "Note",
      tags: "Tag",
      comments: "Comment",
      commentTexts: "Comment",
      resolutions: "Resolved",
      assignees: "Assigned",
      reactions: "Reaction",
      deletions: "Deleted",
      text: "The article's text as you had it",
      marks: "Formatting",
    } as Record<string, string>,
    removed: (kind: string) => `${kind}: taken out`,
  },
};
