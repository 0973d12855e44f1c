#!/usr/bin/env nextflow
// Statistics, test sets, generation and online training at the same time, evaluation, report: docs/workflow.md.
// Everything that lasts lies in the run's folder; work/ holds manifests alone.

include { STATISTICS } from './modules/statistics'
include { TESTSETS   } from './modules/testsets'
include { GENERATE   } from './modules/generate'
include { TRAIN      } from './modules/train'
include { ONLINE     } from './modules/online'
include { EVALUATE   } from './modules/evaluate'
include { COMPARE    } from './modules/compare'
include { REPORT     } from './modules/report'

/** What workflow-parameters answers; what it refuses ends the run with its line and its status. */
def answer(arguments) {
    def call = (["${projectDir}/../powdermill", 'workflow-parameters'] + arguments).execute()
    def output = new StringBuilder()
    def errors = new StringBuilder()
    call.waitForProcessOutput(output, errors)
    if (call.exitValue() != 0) {
        exit(call.exitValue(), errors.toString().trim())
    }
    return output.toString()
}

/** What was asked for, checked and with its defaults, and the folder of the run. */
def begin(given) {
    def plain = given.collectEntries { name, value ->
        [name, value == null || value instanceof Number || value instanceof Boolean ? value : value.toString()]
    }
    return new groovy.json.JsonSlurper().parseText(
        answer(['--nextflow', nextflow.version.toString(), groovy.json.JsonOutput.toJson(plain)])
    )
}

/** Options of a command for those parameters that were given: seed is --seed. */
def options(parameters, names) {
    return names
        .findAll { parameters[it] != null && parameters[it] != false }
        .collect { parameters[it] == true ? "--${it.replace('_', '-')}" : "--${it.replace('_', '-')} '${parameters[it]}'" }
        .join(' ')
}

/** Words of a list with commas. */
def words(list) {
    return (list ?: '').split(',').findAll { it }.unique()
}

/** Name and source of each test set that a step makes, of the crystals held out, or takes. */
def testSets(asked, held) {
    def given = words(asked.testsets).collect { [file(it).baseName, "link '${it}'"] }
    if (asked.step == 'baseline') {
        return given + [['real', "${held} --set match"]]
    }
    if (asked.structures && asked.step in ['all', 'train']) {
        return given + words(asked.sets).collect { [it, "${held} --set ${it}"] }
    }
    if (asked.built_in_testset && !asked.statistics && asked.step in ['all', 'train']) {
        return given + [['open', 'make --built-in']]
    }
    return asked.step == 'statistics' ? [] : given
}

/** One line on a step that failed and the last that it said; none where no step did. */
def failure(report) {
    def step = report.readLines().find { it.startsWith('Error executing process > ') }
    if (!step) {
        return ''
    }
    def said = report.split('Command error:\n').last().split('\n\nWork dir:').first().readLines().reverse()
    def line = said.find { it.contains('powdermill') } ?: said.find { it.trim() }
    return "powdermill workflow: ${step.split('> ').last().replace("'", '')} failed: ${line?.trim()}; -resume goes on\n"
}

workflow {
    if (params.help) {
        print(answer(['--list']))
        return
    }
    def begun = begin(params)
    def asked = begun.parameters
    def run = [dir: begun.run_dir, token: begun.token, launcher: params.launcher]
    def step = asked.step
    log.info("run ${begun.run_id} in ${run.dir}")
    def outcome = workflow
    outcome.onError { System.err.print(failure(outcome.errorReport ?: '')) }

    def structures = words(asked.structures).collect { "'${it}'" }.join(' ')
    def statistics = structures ? "${run.dir}/statistics/statistics.json.gz" : asked.statistics
    def fromStatistics = statistics ? "--statistics '${statistics}'" : ''
    def haveStatistics = channel.value('none to make')
    if (structures) {
        STATISTICS(run, "${structures} --seed ${asked.split_seed} " + options(asked, ['split', 'test_fraction', 'minimum_crystals']))
        haveStatistics = STATISTICS.out.manifest
    }

    // Real crystals, seen as the synthetic ones are.
    def crystals = "make --structures ${structures} ${fromStatistics} " + options(asked, ['size_range', 'wavelength', 'two_theta'])
    def sets = testSets(asked, "${crystals} --ids '${run.dir}/statistics/split-test.txt'")
    def names = sets.collect { it[0] }
    def learned = "${crystals} --ids '${run.dir}/statistics/split-statistics.txt' --set match --allow-training-structures " +
        options(asked, ['sizes_per_crystal'])
    def toLearn = step == 'baseline' ? [['training', learned]] : []
    TESTSETS(run, channel.fromList(sets + toLearn), haveStatistics)
    def haveTestSets = TESTSETS.out.manifest.toSortedList { one, other -> one.name <=> other.name }

    def trained = channel.value([])
    def stream = "--stream '${run.dir}/stream'" + (asked.consume ? ' --consume' : '')
    def ranks = [count: asked.ranks, threads: asked.generator_threads]
    def generation = [
        fromStatistics,
        options(asked, ['seed', 'space_groups', 'groups', 'sizes_per_crystal', 'size_range', 'wavelength', 'two_theta', 'imperfections']),
        options(asked, ['shard_size', 'lead', 'store', 'peer_timeout']),
        asked.generate_options ?: '',
    ].join(' ')
    def training = [
        fromStatistics,
        options(asked, ['network', 'epochs', 'batches_per_epoch', 'batch_size', 'learning_rate', 'halve_every', 'warm_up']),
        options(asked, ['label_smoothing', 'gradient_norm_limit', 'average', 'dropout', 'shuffle_window', 'validation_size']),
        options(asked, ['evaluate_every', 'checkpoint_every', 'keep', 'peer_timeout', 'device']),
        "--seed ${asked.training_seed}",
        asked.trainer_threads ? "--threads ${asked.trainer_threads}" : '',
        asked.train_options ?: '',
    ].join(' ')
    if (step == 'baseline') {
        TRAIN(run, "--data '${run.dir}/testsets/training.h5'", training, asked.epochs, names, haveTestSets)
        trained = TRAIN.out.manifest
    }
    else if (step in ['all', 'train'] && asked.scheduler == 'slurm' && asked.slurm_jobs == 'one') {
        ONLINE(run, generation, ranks, stream, training, asked.epochs, names, haveStatistics, haveTestSets)
        trained = ONLINE.out.manifest
    }
    else if (step in ['all', 'train']) {
        GENERATE(run, generation, ranks, asked.epochs, haveStatistics, haveTestSets)
        TRAIN(run, stream, training, asked.epochs, names, haveTestSets)
        trained = TRAIN.out.manifest
    }

    def evaluations = channel.empty()
    if (step in ['all', 'evaluate', 'baseline']) {
        def model = asked.model ?: "${run.dir}/training/model-last.h5"
        EVALUATE(run, model, trained, haveTestSets, channel.fromList(names), names.size() == 1, options(asked, ['device']))
        evaluations = EVALUATE.out.manifest
    }
    // After the training, which it would take a core from.
    def comparison = channel.value([])
    if (asked.compare) {
        COMPARE(run, "--structures ${structures} ${fromStatistics} --count ${asked.compare_count}", haveStatistics, trained)
        comparison = COMPARE.out.manifest
    }
    if (step != 'statistics' || asked.compare) {
        REPORT(run, trained, evaluations.toSortedList { one, other -> one.name <=> other.name }, comparison)
        REPORT.out.page.view { page -> "report: ${page}" }
    }
    else {
        STATISTICS.out.manifest.view { "statistics: ${run.dir}/statistics/summary.html" }
    }
}
