// Trains a network on the stream, or on a fixed set. It goes on from the last checkpoint; complete, it returns at once.

process TRAIN {
    label 'trainer'

    input:
    val run
    val source
    val arguments
    val epochs
    val sets
    val manifests

    output:
    path 'train.json', emit: manifest

    script:
    def tests = sets.collect { "--testset '${run.dir}/testsets/${it}.h5'" }.join(' ')
    """
    train-once '${run.dir}/training' ${epochs} \\
        '${run.launcher}' train ${source} --out '${run.dir}/training' ${arguments} ${tests}
    cp '${run.dir}/training/manifest.json' train.json
    """
}
