#!/usr/bin/env nextflow
// Statistics, test sets, generation and online training at the same time, evaluation, report: docs/workflow.md.
// Everything that lasts lies in the run's folder; work/ holds manifests alone.

include { STATISTICS } from './modules/statistics'
include { TESTSETS   } from './modules/testsets'
include { GENERATE   } from './modules/generate'
include { TRAIN      } from './modules/train'
include { ONLINE     } from './modules/online'
include { EVALUATE   } from './modules/evaluate'
include { REPORT     } from './modules/report'

/** What was asked for, checked and with its defaults, and the folder of the run. */
def begin(given) {
    def plain = given.collectEntries { name, value ->
        [name, value == null || value instanceof Number || value instanceof Boolean ? value : value.toString()]
    }
    def call = [
        "${projectDir}/../powdermill", 'workflow-parameters',
        '--nextflow', nextflow.version.toString(),
        groovy.json.JsonOutput.toJson(plain),
    ].execute()
    def output = new StringBuilder()
    def errors = new StringBuilder()
    call.waitForProcessOutput(output, errors)
    if (call.exitValue() != 0) {
        exit(call.exitValue(), errors.toString().trim())
    }
    return new groovy.json.JsonSlurper().parseText(output.toString())
}

/** Options of a command for those parameters that were given: seed is --seed. */
def options(parameters, names) {
    return names
        .findAll { parameters[it] != null && parameters[it] != false }
        .collect { parameters[it] == true ? "--${it.replace('_', '-')}" : "--${it.replace('_', '-')} '${parameters[it]}'" }
        .join(' ')
}

workflow {
    def begun = begin(params)
    def asked = begun.parameters
    def run = [dir: begun.run_dir, token: begun.token, launcher: params.launcher]
    def step = asked.step
    log.info("run ${begun.run_id} in ${run.dir}")

    def structures = (asked.structures ?: '').split(',').findAll { it }
    def quoted = structures.collect { "'${it}'" }.join(' ')
    def statisticsFile = structures ? "${run.dir}/statistics/statistics.json.gz" : asked.statistics
    def fromStatistics = statisticsFile ? "--statistics '${statisticsFile}'" : ''

    def haveStatistics = channel.value('none to make')
    if (structures && step != 'evaluate') {
        STATISTICS(
            run,
            "${quoted} --seed ${asked.split_seed} " + options(asked, ['split', 'test_fraction', 'minimum_crystals'])
        )
        haveStatistics = STATISTICS.out.manifest
    }

    // Name and source of each test set; those that were given are linked to.
    def sets = (asked.testsets ?: '').split(',').findAll { it }.collect { [file(it).baseName, "link '${it}'"] }
    def inTraining = []
    if (step == 'baseline') {
        def held = "make --structures ${quoted} ${fromStatistics} --set match"
        sets << ['real', "${held} --ids '${run.dir}/statistics/split-test.txt'"]
        inTraining << ['training', "${held} --ids '${run.dir}/statistics/split-statistics.txt' --allow-training-structures"]
    }
    else if (structures && step in ['all', 'train']) {
        sets.addAll(asked.sets.split(',').toList().unique().collect {
            [it, "make --structures ${quoted} ${fromStatistics} --set ${it} --ids '${run.dir}/statistics/split-test.txt'"]
        })
    }
    else if (asked.built_in_testset && !asked.statistics && step in ['all', 'train']) {
        sets << ['open', 'make --built-in']
    }
    if (step == 'statistics') {
        sets = []
    }
    TESTSETS(run, channel.fromList(sets + inTraining), haveStatistics)
    def haveTestSets = TESTSETS.out.manifest.collect().ifEmpty([])

    def model = asked.model ?: "${run.dir}/training/model-last.h5"
    def trained = channel.value([])
    def generation = fromStatistics + ' ' + options(
        asked,
        ['seed', 'space_groups', 'groups', 'sizes_per_crystal', 'size_range', 'wavelength', 'two_theta', 'imperfections', 'shard_size', 'lead', 'store', 'peer_timeout']
    ) + " ${asked.generate_options ?: ''}"
    def ranks = [count: asked.ranks, threads: asked.generator_threads]
    def training = fromStatistics + ' ' + options(
        asked,
        ['network', 'epochs', 'batches_per_epoch', 'batch_size', 'learning_rate', 'halve_every', 'warm_up', 'label_smoothing', 'gradient_norm_limit', 'average', 'dropout', 'shuffle_window', 'validation_size', 'evaluate_every', 'checkpoint_every', 'keep', 'peer_timeout', 'device']
    ) + " --seed ${asked.training_seed} " + (asked.trainer_threads ? "--threads ${asked.trainer_threads}" : '') + " ${asked.train_options ?: ''}"
    def stream = "--stream '${run.dir}/stream'" + (asked.consume ? ' --consume' : '')
    def names = sets.collect { it[0] }

    if (step == 'baseline') {
        TRAIN(run, "--data '${run.dir}/testsets/training.h5'", training, asked.epochs, names, haveTestSets)
        trained = TRAIN.out.manifest
    }
    else if (step in ['all', 'train'] && asked.scheduler == 'slurm' && asked.slurm_jobs == 'one') {
        ONLINE(run, generation, ranks, stream, training, asked.epochs, names, haveStatistics, haveTestSets)
        trained = ONLINE.out.manifest
    }
    else if (step in ['all', 'train']) {
        GENERATE(run, generation, ranks, asked.epochs, haveStatistics)
        TRAIN(run, stream, training, asked.epochs, names, haveTestSets)
        trained = TRAIN.out.manifest
    }

    def evaluations = channel.empty()
    if (step in ['all', 'evaluate', 'baseline']) {
        EVALUATE(run, model, trained, haveTestSets, channel.fromList(names), names.size() == 1, options(asked, ['device']))
        evaluations = EVALUATE.out.manifest
    }
    if (step != 'statistics') {
        REPORT(run, trained, evaluations.collect().ifEmpty([]))
    }
}
