import type { SampleArticle } from "../types.ts";

export const politics: SampleArticle = {
  title: "A promise of distance, addressed to voters",
  author: "Sample newsroom E",
  published: "2025-05-03",
  attributes: { outlet: "Sample newsroom E", emphasis: "Domestic politics" },
  text: `President Donald Trump came back to office with a pledge to reduce the number of migrants who live in the United States without papers. The latest means to that end is distance: his government is exploring whether some of them can be taken to Libya or to Rwanda.

The proposal concerns people with criminal records above all, and in Libya's case asylum seekers from the border as well. Its purpose is twofold. Those who are sent away should not return, and those who think of setting out should think again. Supporters also expect relief for an asylum system that has more cases than it can handle.

Nobody put it more bluntly than Marco Rubio. In a cabinet meeting on Wednesday the secretary of state said that he was searching for countries that would accept people he finds despicable, as a favour, and that a long way off suited him best. The remark was meant to be heard. It tells supporters that the administration is in earnest, and opponents that it is not going to apologise.

The line from the first term is easy to see. Then, families were separated at the border, asylum seekers had to wait in Mexico, and visitors from several countries were barred. A further travel ban has been hinted at. In January an executive order asked officials to find states willing to take asylum seekers, and an agreement with El Salvador to detain deportees followed.

Critics at home call the new step cruel as well as unlawful. They point to what has been reported about the abuse of migrants in Libya, and to the possibility that people with minor offences will be among those removed. Some expect objections from within the foreign service too.

How far the plan will get is open. No decision has been taken; with Rwanda the details may be settled within weeks. A judge's order of last month, under which deportees must be able to contest being taken to a third country, could slow it down, and more lawsuits are expected.

In politics, that need not be a defeat. An announcement that is fought over in court is an announcement that people remember.
`,
  annotations: [
    {
      by: "annotator",
      quotes: ["with a pledge to reduce the number of migrants"],
      tags: ["Frame > Responsibility"],
      note: "Begins with the president and his voters, not with the countries.",
    },
    {
      by: "instructor",
      quotes: ["people he finds despicable"],
      tags: ["Wording > Loaded word", "Source > Official"],
      note: "The speaker's word, given as his view. C leaves it out, A too.",
      thread: [
        { by: "annotator", text: "So the loudest word of the story stands in one of five." },
        { by: "instructor", text: "That is a finding. Put it into the comparison, with the passages." },
      ],
    },
    {
      by: "annotator",
      quotes: ["The remark was meant to be heard."],
      tags: ["Frame > Conflict"],
      note: "No source: the newsroom interprets.",
    },
    {
      by: "annotator",
      quotes: ["that has more cases than it can handle"],
      tags: ["Wording > Loaded word"],
      thread: [
        { by: "instructor", text: "Stated as a fact inside what supporters expect. Whose claim is it?" },
        { by: "annotator", text: "I can't tell from the sentence. I leave the code and say so in the memo." },
      ],
    },
    {
      by: "instructor",
      quotes: ["families were separated at the border"],
      tags: ["Frame > Morality"],
    },
    {
      by: "annotator",
      quotes: ["Critics at home call the new step cruel as well as unlawful."],
      tags: ["Frame > Morality", "Frame > Law", "Frame > Conflict"],
      note: "Three codes in one sentence; is that too many?",
      thread: [{ by: "instructor", text: "No. Morality and law are what they say, conflict is how it is told." }],
      resolvedBy: "instructor",
    },
    {
      by: "annotator",
      quotes: ["A judge's order of last month"],
      tags: ["Frame > Law"],
    },
    {
      by: "instructor",
      quotes: ["An announcement that is fought over in court is an announcement that people remember."],
      tags: ["Frame > Conflict"],
      note: "The last word is the newsroom's own. Good passage to discuss in class.",
      thread: [
        { by: "annotator", text: "Should comment count as framing at all?" },
        { by: "instructor", text: "Yes: it tells the reader what the story was about." },
      ],
    },
  ],
};
