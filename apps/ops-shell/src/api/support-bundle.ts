import os from 'node:os';
import type { OpsHouse } from './ops-house.ts';

const newestLines = 500;

/**
 * Everything that somebody who helps needs, as one JSON file: checks, settings, versions, log. What it holds went
 * through the redactor twice: where it was written down, and here as a whole.
 */
export async function supportBundle({ runner, env, build, log, clock, redactor, probe }: OpsHouse): Promise<Response> {
  const [database, backups] = await Promise.all([probe({ task: 'url' }), probe({ task: 'backups' })]);
  const bundle = {
    madeAt: clock.now(),
    version: `${build.version}+${build.commit}`,
    operatorBuild: build.operatorMarker,
    machine: {
      node: process.versions.node,
      platform: `${process.platform} ${process.arch} ${os.release()}`,
      cores: os.availableParallelism(),
      memoryMb: Math.round(os.totalmem() / 1_000_000),
      uptimeSeconds: Math.round(process.uptime()),
    },
    settings: env.shown,
    database,
    backups,
    checks: runner.latest() ?? (await runner.run()),
    log: log.recent().slice(-newestLines),
  };
  return new Response(redactor.text(JSON.stringify(redactor.facts(bundle), null, 2)), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="aicmo-support-${clock.now().slice(0, 10)}.json"`,
    },
  });
}
