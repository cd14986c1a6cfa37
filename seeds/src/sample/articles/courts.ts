import type { SampleArticle } from "../types.ts";

export const courts: SampleArticle = {
  title: "Judges are likely to have their say first",
  author: "Sample newsroom B",
  published: "2025-05-01",
  attributes: { outlet: "Sample newsroom B", emphasis: "Law and courts" },
  text: `Any plan to move migrants from the United States to Libya or Rwanda will have to pass through American courtrooms, and one judge has already set a condition.

Last month a federal court stopped, for the time being, removals to countries that are not a person's own, unless that person is told in advance and may object. The order is provisional. It nevertheless reaches the heart of the idea now under discussion, which is to use third countries.

Two legal routes are being prepared. Rwanda would receive people who have been convicted and have completed their punishment. Libya might do the same; in addition the administration hopes for a safe third country agreement, a device by which asylum seekers are turned toward another state that is held to be safe for them. Whether Libya can be called that is what opponents would contest first.

Their arguments are known. American asylum law forbids sending people back to places where persecution awaits them. The Refugee Convention of 1951 is cited to the same end. And where nobody has examined the single case, or no lawyer was present, the question of due process arises.

The government relies on an executive order of January, in which the president asked his officials to find cooperation abroad. Such an order directs the administration. It does not decide what the courts will accept, and several of the president's earlier measures on immigration were challenged as well.

There is a precedent elsewhere. In 2022 Britain agreed with Rwanda that asylum seekers would be flown there. Lawsuits held the scheme up, and last year a new government gave it up; Prime Minister Keir Starmer dismissed it as a gimmick.

When a complaint could be filed depends on the talks. Officials have decided nothing so far and have not named the nationalities concerned. The understanding with Rwanda might still need weeks. One transfer has taken place: in March an Iraqi refugee was taken there, and people with knowledge of the matter call it a trial of what may follow. The State Department did not go into details.
`,
  annotations: [
    {
      by: "annotator",
      quotes: ["one judge has already set a condition"],
      tags: ["Frame > Law", "Frame > Conflict"],
      note: "The court comes in the first sentence; in A and E it doesn't come at all.",
      thread: [
        { by: "instructor", text: "Check E again, towards the end." },
        {
          by: "annotator",
          text: "You are right: it is there, in the second to last paragraph. So: first sentence here, near the end there.",
        },
      ],
      resolvedBy: "annotator",
    },
    {
      by: "instructor",
      quotes: ["unless that person is told in advance and may object"],
      tags: ["Frame > Law"],
      note: "Notice and a chance to contest: the two parts of the order.",
    },
    {
      by: "annotator",
      quotes: ["Whether Libya can be called that is what opponents would contest first."],
      tags: ["Frame > Conflict"],
      thread: [{ by: "instructor", text: "Who are the opponents here? The article never says." }],
    },
    {
      by: "instructor",
      quotes: ["American asylum law forbids sending people back to places where persecution awaits them."],
      tags: ["Frame > Law"],
    },
    {
      by: "annotator",
      quotes: ["The Refugee Convention of 1951 is cited to the same end."],
      tags: ["Frame > Law", "Wording > Hedge"],
      note: "Passive: cited by whom?",
    },
    {
      by: "annotator",
      quotes: ["It does not decide what the courts will accept"],
      tags: ["Frame > Responsibility"],
    },
    {
      by: "instructor",
      quotes: ["dismissed it as a gimmick"],
      tags: ["Wording > Loaded word", "Source > Official"],
      note: "Reported speech. Is a loaded word still loaded when it is somebody else's?",
      thread: [
        { by: "annotator", text: "I would code it, with Official beside it." },
        { by: "instructor", text: "Agreed. Let us add that to the definition." },
      ],
      resolvedBy: "instructor",
    },
    {
      by: "annotator",
      quotes: ["people with knowledge of the matter call it a trial of what may follow"],
      tags: ["Source > Unnamed", "Wording > Hedge"],
    },
  ],
};
