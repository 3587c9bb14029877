"""Makes the small models beside this script, which are not what is wanted: python3 fixtures.py (needs `onnx`)."""
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).resolve().parent


def save(name, nodes, inputs, outputs, constants):
    tensors = [numpy_helper.from_array(np.array(value), key) for key, value in constants.items()]
    value = helper.make_tensor_value_info
    graph = helper.make_graph(nodes, name, [value(n, TensorProto.INT64, ["batch", "tokens"]) for n in inputs],
                              [value(n, TensorProto.FLOAT, shape) for n, shape in outputs.items()], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9, producer_name="fixtures.py")
    onnx.checker.check_model(model)
    (HERE / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))


op = helper.make_node
save("another-kind", [op("Cast", ["x"], ["y"], to=TensorProto.FLOAT)], ["x"], {"y": ["batch", "tokens"]}, {})
# Vectors of four dimensions, for any piece: those of a real model have more.
save("four-dimensions",
     [op("Unsqueeze", ["input_ids", "axis"], ["ids"]), op("Mul", ["ids", "zeros"], ["nothing"]),
      op("Cast", ["nothing"], ["floats"], to=TensorProto.FLOAT), op("Add", ["floats", "half"], ["tokens"]),
      op("Unsqueeze", ["attention_mask", "axis"], ["mask"]), op("Cast", ["mask"], ["weights"], to=TensorProto.FLOAT),
      op("Mul", ["tokens", "weights"], ["masked"]), op("ReduceSum", ["masked", "tokens_axis"], ["sum"], keepdims=0),
      op("LpNormalization", ["sum"], ["pooled"], axis=-1, p=2)],
     ["input_ids", "attention_mask"], {"pooled": ["batch", 4], "tokens": ["batch", "tokens", 4]},
     {"axis": np.array([2]), "tokens_axis": np.array([1]), "zeros": np.zeros(4, np.int64),
      "half": np.full(4, 0.5, np.float32)})
