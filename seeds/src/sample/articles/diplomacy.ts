import type { SampleArticle } from "../types.ts";

export const diplomacy: SampleArticle = {
  title: "Washington looks for takers",
  author: "Sample newsroom A",
  published: "2025-05-01",
  attributes: { outlet: "Sample newsroom A", emphasis: "Diplomacy" },
  text: `The United States has been asking governments on other continents whether they would take in people it wants to remove, and two of the answers it is waiting for would come from Africa. American officials have raised the idea with Libya and with Rwanda, say people who know of the contacts and whose names are not given.

The search began early. In the first days of President Donald Trump's present term a note went out to a large number of capitals, to find out who might be ready to cooperate. In January the president also told his senior officials, by executive order, to work toward agreements under which asylum seekers would go elsewhere. Rwanda let it be known that it was willing to listen, and exchanges with its government were still going on this week.

With Libya there are two subjects. One is the transfer of migrants who have been convicted of crimes. The other is more formal: Washington would like to open negotiations on a safe third country agreement, under which people who are stopped at the American border and ask for asylum could be passed on. Senior diplomats met Libyan representatives this week, and General Saddam Haftar was in the American capital for talks.

Nothing has been settled. Nobody has said which nationalities an agreement would cover, and other countries have been approached whose names have not become public.

What each side could offer is an open question. A new travel ban has been hinted at for some time without being issued; citizens of Libya were barred by the one of Mr Trump's first term. A place on the next list, or off it, may weigh in the talks. Either government might in turn ask for money or for political favours.

Secretary of State Marco Rubio made no secret of the effort. On Wednesday he told the cabinet that his department was looking for willing partners, and that distance was an advantage, since those removed would find it harder to come back. The department itself said that it keeps the content of diplomatic exchanges to itself.

Earlier arrangements show the pattern. Before it turned to Africa the administration sought such deals with its neighbours in the Americas, and El Salvador now holds people whom the United States has expelled.
`,
  annotations: [
    {
      by: "instructor",
      note: "Read this one for who acts and who is acted upon. Compare the first sentence with newsroom E's.",
      thread: [
        {
          by: "annotator",
          text: "Here governments act and migrants hardly appear. In E it is voters and the president.",
        },
        { by: "instructor", text: "Good. Keep that for your comparison." },
      ],
    },
    {
      by: "instructor",
      quotes: ["has been asking governments on other continents"],
      tags: ["Frame > Responsibility"],
      note: "The initiative lies with Washington from the first line on.",
    },
    {
      by: "annotator",
      quotes: ["people who know of the contacts and whose names are not given"],
      tags: ["Source > Unnamed"],
      note: "The whole first paragraph rests on them.",
      thread: [
        { by: "instructor", text: "How many claims later on rest on the same people?" },
        {
          by: "annotator",
          text: "At least the note to the capitals and Rwanda's reply; neither has a source of its own.",
        },
      ],
      resolvedBy: "instructor",
    },
    {
      by: "annotator",
      quotes: ["Rwanda let it be known that it was willing to listen"],
      tags: ["Wording > Hedge"],
    },
    {
      by: "annotator",
      quotes: ["Nobody has said which nationalities an agreement would cover"],
      tags: ["Wording > Hedge"],
      note: "B says so too, near its end. Here it comes in the middle.",
    },
    {
      by: "annotator",
      quotes: ["A place on the next list, or off it, may weigh in the talks."],
      tags: ["Frame > Conflict", "Wording > Hedge"],
      note: "Leverage. Is this reported, or the newsroom's own conclusion?",
      thread: [{ by: "instructor", text: "No source is named. I would code it as the newsroom's conclusion." }],
    },
    {
      by: "instructor",
      quotes: ["he told the cabinet", "keeps the content of diplomatic exchanges to itself"],
      tags: ["Source > Official"],
      note: "Two official voices in one paragraph: one speaks openly, the other declines.",
    },
    {
      by: "annotator",
      quotes: ["willing partners"],
      tags: ["Wording > Loaded word"],
      thread: [
        { by: "instructor", text: "What would the neutral word be?" },
        { by: "annotator", text: "Countries that would agree. “Partners” already sounds like friends." },
      ],
    },
  ],
};
