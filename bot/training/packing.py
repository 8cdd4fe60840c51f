"""A network's graph with its products in eight bits, small and fast on any processor.

Every product of states and weights is computed on whole numbers: the weights are rounded once, a scale a column, the states when the
model runs, one scale a product. A few of this encoder's channels are a hundred times as large as the others, and one scale for all would
round those away. So every channel is first divided by a factor, and its row of the weights multiplied by it, which changes nothing but what
is lost in rounding (the idea of SmoothQuant, arXiv 2211.10438). Weights have seven bits, so that no processor's sums of 16 bits run over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

Feed = Mapping[str, npt.NDArray[Any]]
Array = npt.NDArray[np.float32]

_EASE, _WHOLE = "_ease", "_quantized"
_TO_WEIGHTS = 0.8
"""How much of a channel's size the weights take over; of .4 to 1 the share at which the least was lost."""

_SMALLEST, _LARGEST, _LEAST = 1e-4, 1e4, 1e-5


def pack(graph: onnx.ModelProto, shown: Sequence[Feed], path: Path) -> None:
    """Write a graph to a file; `shown` are texts from which is learned how large each channel becomes. Changes the graph."""
    _name_weights(graph)
    _ease(graph, _sizes(graph, shown))
    with TemporaryDirectory() as folder:
        eased = Path(folder) / "eased.onnx"
        onnx.save(graph, str(eased))
        quantize_dynamic(
            eased, path, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True,
            weight_type=QuantType.QInt8,
        )  # fmt: skip


def unpacked(path: Path) -> Iterator[tuple[str, Array]]:
    """What a packed graph has learned, by the names that the network gives it; matrices as inputs by outputs."""
    graph = onnx.load(str(path)).graph
    known = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    made_by = {name: node for node in graph.node for name in node.output}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            easing = made_by[made_by[node.input[0]].input[0]]
            name = node.input[1].removesuffix(_WHOLE)
            yield name, known[node.input[1]] * known[f"{name}_scale"] * known[easing.input[1]][:, None]
    for name, values in known.items():
        if name.startswith("network.") and values.dtype == np.float32 and not name.endswith("_scale"):
            yield name, values


def _products(graph: onnx.ModelProto) -> list[tuple[Any, Any]]:
    """The products of states and weights, each with its weights."""
    stored = {one.name: one for one in graph.graph.initializer}
    return [
        (node, stored[node.input[1]])
        for node in graph.graph.node
        if node.op_type == "MatMul" and node.input[1] in stored
    ]


def _name_weights(graph: onnx.ModelProto) -> None:
    """Weights whose names the export lost are called after the bias that is added behind them, or are what the choices ask for."""
    biases = {
        name: other
        for node in graph.graph.node
        if node.op_type == "Add"
        for name, other in (tuple(node.input), tuple(reversed(node.input)))
        if other.endswith(".bias")
    }
    for node, weights in _products(graph):
        if not weights.name.startswith("network."):
            bias = biases.get(node.output[0])
            weights.name = node.input[1] = f"{bias.removesuffix('.bias')}.weight" if bias else "network.ask"


def _sizes(graph: onnx.ModelProto, shown: Sequence[Feed]) -> dict[str, Array]:
    """The largest value of every channel, by the name of the states."""
    names = sorted({node.input[0] for node, _ in _products(graph)})
    told = onnx.ModelProto()
    told.CopyFrom(graph)
    told.graph.output.extend(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(told.SerializeToString(), providers=["CPUExecutionProvider"])
    sizes: dict[str, Array] = {}
    for feed in shown:
        for name, values in zip(names, session.run(names, dict(feed)), strict=True):
            rows = np.abs(values).reshape(-1, values.shape[-1])
            if len(rows):
                sizes[name] = np.maximum(sizes.get(name, np.float32(0)), rows.max(0))
    return sizes


def _ease(graph: onnx.ModelProto, sizes: Mapping[str, Array]) -> None:
    """Divide the states before each product by a factor a channel, and multiply the weights by it."""
    products = _products(graph)
    factors = {
        name: _factors(
            size,
            np.maximum.reduce([np.abs(numpy_helper.to_array(w)).max(1) for n, w in products if n.input[0] == name]),
        )
        for name, size in sizes.items()
    }
    for node, weights in products:
        factor = factors[node.input[0]]
        weights.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(weights) * factor[:, None], weights.name))
        node.input[0] += _EASE
    easing = {}
    for name, factor in factors.items():
        graph.graph.initializer.append(numpy_helper.from_array(1 / factor, f"{name}{_EASE}_by"))
        easing[name] = helper.make_node("Mul", [name, f"{name}{_EASE}_by"], [name + _EASE])
    _insert(graph, easing)


def _factors(sizes: Array, weights: Array) -> Array:
    raw = np.maximum(sizes, _LEAST) ** _TO_WEIGHTS / np.maximum(weights, _LEAST) ** (1 - _TO_WEIGHTS)
    kept = np.clip(raw, _SMALLEST, _LARGEST)
    return np.asarray(kept / np.exp(np.log(kept).mean()), dtype=np.float32)


def _insert(graph: onnx.ModelProto, easing: Mapping[str, Any]) -> None:
    """Put each node right behind the one whose states it eases: the nodes of a graph stand in the order they are computed in."""
    nodes = []
    for node in graph.graph.node:
        nodes.append(node)
        nodes.extend(easing[name] for name in node.output if name in easing)
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
