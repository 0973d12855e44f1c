// The model on one test set; where there are several, each has a folder of its own.

process EVALUATE {
    label 'short'
    tag "${name}"

    input:
    val run
    val model
    path 'trained.json'
    val manifests
    val name
    val alone
    val arguments

    output:
    path "${name}.metrics.json", emit: manifest

    script:
    def folder = alone ? "${run.dir}/evaluation" : "${run.dir}/evaluation/${name}"
    """
    '${run.launcher}' evaluate --model '${model}' --testset '${run.dir}/testsets/${name}.h5' \\
        --out '${folder}' ${arguments}
    cp '${folder}/metrics.json' '${name}.metrics.json'
    """
}
