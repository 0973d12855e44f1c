// The model on one test set.

process EVALUATE {
    label 'short'
    tag "${name}"

    input:
    val run
    val model
    val manifests
    val name

    output:
    path "${name}.metrics.json", emit: manifest

    script:
    """
    '${run.launcher}' evaluate --model '${model}' --testset '${run.dir}/testsets/${name}.h5' \\
        --out '${run.dir}/evaluation/${name}'
    cp '${run.dir}/evaluation/${name}/metrics.json' '${name}.metrics.json'
    """
}
