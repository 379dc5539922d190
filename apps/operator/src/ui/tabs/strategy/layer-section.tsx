import { parseInstant } from '@aicmo/core-kernel';
import {
  briefField,
  type LayerField,
  type Statement,
  type Strategy,
  type StrategyLayer,
} from '@aicmo/strategy/contract';
import { RelativeTime, Section } from '@aicmo/ui';
import { Button } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { counted } from '../../words.ts';
import { AnswerForm } from './answer-form.tsx';
import classes from './strategy.module.css';

/** The anchor of a layer on the page. */
export const layerAnchor = (layer: string): string => `layer-${layer}`;

interface LayerSectionProps {
  readonly layer: StrategyLayer;
  readonly strategy: Strategy;
  /** Only the newest version takes answers. */
  readonly canAnswer: boolean;
}

/** One layer: each field with its statements and their sources, or the question that stands open. */
export function LayerSection({ layer, strategy, canAnswer }: LayerSectionProps): ReactNode {
  const open = layer.fields.filter((field) => field.question !== null).length;
  return (
    <div id={layerAnchor(layer.id)}>
      <Section title={layer.title} note={open === 0 ? 'complete' : `${counted(open, 'open question')}`}>
        <dl className={classes['layerFields']}>
          {layer.fields.map((field) => (
            <div key={field.id} className={classes['layerField']}>
              <dt className={classes['fieldTitle']}>{field.title}</dt>
              <dd className={classes['said']}>
                <Said field={field} strategy={strategy} canAnswer={canAnswer} />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
    </div>
  );
}

interface SaidProps {
  readonly field: LayerField;
  readonly strategy: Strategy;
  readonly canAnswer: boolean;
}

function Said({ field, strategy, canAnswer }: SaidProps): ReactNode {
  const [isAnswering, setAnswering] = useState(false);
  const answered = field.statements.find((one) => one.sources.some((source) => source.kind === 'person'));
  return (
    <>
      {field.statements.map((statement, index) => (
        <StatementLine key={index} statement={statement} />
      ))}
      {field.question === null && !(canAnswer && answered) ? null : (
        <div className={classes['asked']}>
          {field.question === null ? null : (
            <span className={classes['open']}>
              <IconHelpCircle size={16} aria-hidden="true" />
              {field.question}
            </span>
          )}
          {canAnswer && !isAnswering ? (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${answered ? 'Change answer' : 'Answer'}: ${field.title}`}
              onClick={() => setAnswering(true)}
            >
              {answered ? 'Change answer' : 'Answer'}
            </Button>
          ) : null}
        </div>
      )}
      {canAnswer && isAnswering ? (
        <AnswerForm
          field={field}
          strategy={strategy}
          before={answered?.text ?? ''}
          onDone={() => setAnswering(false)}
        />
      ) : null}
    </>
  );
}

function StatementLine({ statement }: { readonly statement: Statement }): ReactNode {
  return (
    <span className={classes['statement']}>
      {statement.text}
      <span className={classes['source']}>
        {statement.sources.map((source, index) => (
          <span key={index}>
            {index > 0 ? ' · ' : null}
            {source.kind === 'person' ? (
              <>
                Answered by {source.by}, <RelativeTime at={parseInstant(source.at)} />
              </>
            ) : (
              `Brief: ${briefField(source.field)?.label ?? 'a field of an older form'}${source.item === undefined ? '' : `, line ${source.item + 1}`}`
            )}
          </span>
        ))}
      </span>
    </span>
  );
}
