import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { useT } from '../i18n/useT';
import { remarkMentions } from '../lib/remarkMentions';

/** Headings go below those of the page around them. */
const components: Components = {
  h1: 'h3',
  h2: 'h4',
  h3: 'h5',
  h4: 'h6',
  h5: 'h6',
  input: ({ checked }) => <Check done={checked === true} />,
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ),
};

const schema = {
  ...defaultSchema,
  attributes: { ...defaultSchema.attributes, strong: [['className', 'mention']] },
} satisfies typeof defaultSchema;

/** Raw HTML is dropped and what is left sanitised; links leave without a referrer. */
export default function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <ReactMarkdown
        remarkPlugins={[remarkGfm, remarkMentions]}
        rehypePlugins={[[rehypeSanitize, schema]]}
        components={components}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

function Check({ done }: { done: boolean }) {
  const t = useT();
  return (
    <input type="checkbox" disabled checked={done} aria-label={t(done ? 'tasks.check.done' : 'tasks.check.open')} />
  );
}
