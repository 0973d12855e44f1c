// Generator ranks and trainer as one heterogeneous SLURM job: both start together. The trainer's part comes first.

process ONLINE {
    label 'trainer'

    input:
    val run
    val generation
    val ranks
    val source
    val training
    val epochs
    val sets
    val statistics
    val manifests

    output:
    path 'train.json', emit: manifest

    script:
    def tests = sets.collect { "--testset '${run.dir}/testsets/${it}.h5'" }.join(' ')
    """
    export POWDERMILL_HET_GROUP=1 # the ranks' part of the job
    side-by-side \\
        generate-for-training '${run.dir}/training' ${epochs} ${ranks.count} ${ranks.threads} \\
        '${run.launcher}' generate --stream '${run.dir}/stream' ${generation} \\
        : \\
        train-once '${run.dir}/training' ${epochs} \\
        '${run.launcher}' train ${source} --out '${run.dir}/training' ${training} ${tests}
    cp '${run.dir}/training/manifest.json' train.json
    """
}
