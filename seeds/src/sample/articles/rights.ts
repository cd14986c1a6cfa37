import type { SampleArticle } from "../types.ts";

export const rights: SampleArticle = {
  title: "What is known about the places on the list",
  author: "Sample newsroom C",
  published: "2025-05-02",
  attributes: { outlet: "Sample newsroom C", emphasis: "Human rights" },
  text: `Libya and Rwanda, two countries that the United States has sounded out about receiving migrants, have both been criticised for the way in which prisoners or foreigners are treated there. The criticism is not of the same kind, and neither are the plans.

In Libya the record is long. A United Nations report of 2024 describes abuses over a period of years and finds that hardly anybody has had to answer for them. Agencies of the UN and independent groups have gathered accounts by migrants of beatings, rape, torture and work under compulsion. Militias run detention centres in which, rights organisations say, people also go hungry.

It is to this country that Washington would like to direct asylum seekers, should an agreement come about. For critics the difficulty lies in one word. Whoever signs an agreement on a safe third country declares that refugees will be protected on the other side; in Libya's case, they hold, the declaration would contradict the evidence.

Rwanda is more stable. Complaints about its prisons speak of overcrowding, of torture, and of confessions obtained by force. The people whom it might receive would not be locked up, however. They would live among the population, with a small allowance and help in looking for work.

Who would be sent matters as well. The talk is of people with criminal convictions, in Rwanda's case of those whose punishment lies behind them. Opponents fear that the circle could become wider, and that it might include some whose offences were slight or whose requests for asylum are still undecided.

American officials have not answered these points one by one. Their spokesperson said only that the department was carrying out the president's immigration policy around the globe. Marco Rubio, the secretary of state, used harsh terms on Wednesday for those he would like to see leave, and added that he preferred destinations far away.

So far a single case is known. In March a refugee from Iraq was brought to Rwanda. Nothing has been decided about Libya.
`,
  annotations: [
    {
      by: "instructor",
      note: "The same facts as in A, but the order is reversed: first the record, then the talks. What does that do to the reader?",
      thread: [{ by: "annotator", text: "By the time the agreement is mentioned I already know what to think of it." }],
    },
    {
      by: "annotator",
      quotes: ["A United Nations report of 2024 describes abuses over a period of years"],
      tags: ["Source > Watchdog", "Frame > Morality"],
    },
    {
      by: "annotator",
      quotes: ["hardly anybody has had to answer for them"],
      tags: ["Frame > Responsibility"],
    },
    {
      by: "instructor",
      quotes: ["beatings, rape, torture and work under compulsion"],
      tags: ["Frame > Morality"],
      note: "A list without adjectives. Compare how E shortens it to a clause.",
    },
    {
      by: "annotator",
      quotes: ["people also go hungry"],
      tags: ["Frame > Human interest"],
      thread: [
        { by: "instructor", text: "No person is brought close here. Would you still call it human interest?" },
        { by: "annotator", text: "By the definition a group will do. But I am not sure." },
      ],
    },
    {
      by: "instructor",
      quotes: ["For critics the difficulty lies in one word."],
      tags: ["Frame > Conflict"],
    },
    {
      by: "annotator",
      quotes: ["Rwanda is more stable.", "would not be locked up"],
      tags: ["Frame > Morality"],
      note: "One annotation on two passages: together they soften what stands between them.",
      thread: [
        { by: "instructor", text: "Fair reading, but the complaints do stand between them. I would say it balances." },
        { by: "annotator", text: "Then I take back “soften”." },
      ],
      resolvedBy: "annotator",
    },
    {
      by: "annotator",
      quotes: ["used harsh terms on Wednesday"],
      tags: ["Wording > Loaded word", "Source > Official"],
      note: "The terms are not quoted. Does that protect the reader or the speaker?",
    },
    {
      by: "instructor",
      quotes: ["a refugee from Iraq was brought to Rwanda"],
      tags: ["Frame > Human interest"],
    },
  ],
};
